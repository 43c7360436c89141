"""The working groups of a product: what they are for, who is in them, when they meet.

People show as organisations only. A group may span products; its meetings are events that name it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from os2site.enums import DocumentType, GroupStatus, GroupType
from os2site.models import Document, SearchEntry, WorkingGroup
from os2site.services.documents import DocumentRow, document_rows
from os2site.services.languages import alphabetical
from os2site.services.visibility import public_pages
from os2site_products.services.page_terms import GROUP_TYPE, page_terms

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Status shape of a working group's state.
SHAPES = {
    GroupStatus.ACTIVE: "full",
    GroupStatus.STARTING: "ring",
    GroupStatus.RESTING: "pause",
    GroupStatus.MISSING: "cross",
    GroupStatus.UNKNOWN: "dash",
}
#: States in which a group does its work, or is about to.
AT_WORK = frozenset({GroupStatus.ACTIVE, GroupStatus.STARTING})
#: Past meetings that are shown, the newest.
PAST_SHOWN = 5
#: Kinds of document that are a group's paper trail.
PAPERS = frozenset({DocumentType.MINUTES, DocumentType.AGENDA, DocumentType.DECISION})


@dataclass(frozen=True)
class Meeting:
    """A meeting of a group: an event that everyone may see."""

    title: str
    url: str
    date: datetime.datetime


@dataclass(frozen=True)
class GroupProduct:
    """Another product of the same group."""

    title: str
    url: str


@dataclass(frozen=True)
class GroupView:
    """A working group of the product; ``task`` is what its kind of group is for."""

    slug: str
    name: str
    task: str
    note: str
    status: str
    shape: str
    mandate: str = ""
    organisations: Sequence[str] = ()
    products: Sequence[GroupProduct] = ()
    coming: Sequence[Meeting] = ()
    past: Sequence[Meeting] = ()
    papers: Sequence[DocumentRow] = ()
    mandate_documents: Sequence[DocumentRow] = ()
    takes_over: str = ""

    @property
    def has_more(self) -> bool:
        """Whether there is more to say than a line of the table does."""
        return bool(
            self.mandate
            or self.organisations
            or self.products
            or self.coming
            or self.past
            or self.papers
            or self.mandate_documents
        )


@dataclass
class _Around:
    """What belongs to groups, by the group's id."""

    products: dict[int, list[GroupProduct]] = field(default_factory=dict)
    meetings: dict[int, list[Meeting]] = field(default_factory=dict)
    organisations: dict[int, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Loaded:
    """The groups of a page in the editor's order, and the other pages that have them.

    :param shared: page id → ids of its groups; :param staffed: groups with organisations.
    """

    groups: Sequence[WorkingGroup]
    shared: dict[int, list[int]]
    staffed: frozenset[int]


def load(page: Any) -> Loaded:
    """The groups of the product; a preview's rows are read as they are in memory."""
    model = page._meta.get_field("groups").related_model
    in_memory = page.pk is None or "groups" in (
        getattr(page, "_cluster_related_objects", None) or {}
    )
    own: Any = model._default_manager.filter(page_id=page.pk).values("group_id")
    if in_memory:
        own = [row.group_id for row in page.groups.all()]
    members = WorkingGroup.organisations.through._default_manager
    rows = list(
        model._default_manager.filter(group_id__in=own)
        .annotate(staffed=Exists(members.filter(workinggroup_id=OuterRef("group_id"))))
        .select_related("group")
        .order_by("sort_order")
    )
    found = {row.group_id: row.group for row in rows}
    ids = own if in_memory else [row.group_id for row in rows if row.page_id == page.pk]
    missing = [pk for pk in ids if pk not in found]
    if missing:
        found |= WorkingGroup.objects.in_bulk(missing)
    shared: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.page_id != page.pk:
            shared[row.page_id].append(row.group_id)
    return Loaded(
        [found[pk] for pk in ids if pk in found],
        shared,
        frozenset([*(row.group_id for row in rows if row.staffed), *missing]),
    )


def views(
    *,
    page: Any,
    loaded: Loaded,
    documents: Sequence[Document],
    request: HttpRequest | None,
    language: str,
) -> list[GroupView]:
    """The groups with all that is public of them, in a constant number of queries.

    :param documents: of the product and its groups, those that the visitor may read.
    """
    page_groups = loaded.groups
    if not page_groups:
        return []
    tasks = {
        term.slug: term.description for term in page_terms(vocabulary=GROUP_TYPE, language=language)
    }
    around = _around(page, loaded, request, language)
    now = timezone.now()
    has_steering = any(
        group.type == GroupType.STEERING and group.status in AT_WORK for group in page_groups
    )
    papers: dict[int, list[Document]] = defaultdict(list)
    for document in documents:
        if document.group_id is not None:
            papers[document.group_id].append(document)
    return [
        _view(
            group,
            task=tasks.get(group.type, ""),
            around=around,
            papers=papers[group.pk],
            now=now,
            request=request,
            has_steering=has_steering,
        )
        for group in page_groups
    ]


def _view(
    group: WorkingGroup,
    *,
    task: str,
    around: _Around,
    papers: Sequence[Document],
    now: datetime.datetime,
    request: HttpRequest | None,
    has_steering: bool,
) -> GroupView:
    meetings = around.meetings.get(group.pk, [])
    coming = sorted((item for item in meetings if item.date >= now), key=lambda item: item.date)
    past = sorted(
        (item for item in meetings if item.date < now), key=lambda item: item.date, reverse=True
    )
    stands_in = group.type == GroupType.COORDINATION and not has_steering
    return GroupView(
        slug=group.slug,
        name=group.get_type_display(),
        task=task,
        note=group.note,
        status=group.get_status_display(),
        shape=SHAPES.get(GroupStatus(group.status), "dash"),
        mandate=group.mandate,
        organisations=sorted(around.organisations.get(group.pk, []), key=alphabetical),
        products=around.products.get(group.pk, []),
        coming=coming,
        past=past[:PAST_SHOWN],
        papers=document_rows(
            documents=[item for item in papers if item.type in PAPERS], request=request
        ),
        mandate_documents=document_rows(
            documents=[item for item in papers if item.type == DocumentType.MANDATE],
            request=request,
        ),
        takes_over=_("Takes the steering group's tasks while there is none.") if stands_in else "",
    )


def _around(page: Any, loaded: Loaded, request: HttpRequest | None, language: str) -> _Around:
    ids = [group.pk for group in loaded.groups]
    found = _Around()
    if loaded.staffed:
        members = WorkingGroup.organisations.through._default_manager
        rows = members.filter(workinggroup_id__in=loaded.staffed)
        for group_id, name in rows.values_list("workinggroup_id", "organisation__name"):
            found.organisations.setdefault(group_id, []).append(name)
    if loaded.shared:
        pages = type(page)._default_manager.filter(pk__in=loaded.shared, locale_id=page.locale_id)
        for other in public_pages(pages=pages).select_related("locale").order_by("title"):
            product = GroupProduct(other.title, other.get_url(request) or "")
            for group_id in loaded.shared[other.pk]:
                found.products.setdefault(group_id, []).append(product)
    # An event's entry names the group that it is a meeting of; what is called off weighs less.
    label = WorkingGroup._meta.label_lower
    entries = SearchEntry.objects.filter(
        references__model=label,
        references__object_id__in=[str(pk) for pk in ids],
        boost__gte=1,
        language=language,
        page_id__in=public_pages().values("pk"),
    ).exclude(type="product")
    for title, url, date, object_id in entries.values_list(
        "title", "url", "date", "references__object_id"
    ):
        if date is not None:
            found.meetings.setdefault(int(object_id), []).append(Meeting(title, url, date))
    return found
