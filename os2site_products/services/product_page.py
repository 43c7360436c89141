"""All that a product's page shows, gathered with a constant number of queries.

Everything is read from the page object and its rows as they are in memory, so that a preview shows
what an editor has typed and not what is stored.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from os2site import partial_dates
from os2site.enums import DocumentState
from os2site.models import Document, Term, WorkingGroup
from os2site.rechecked import Rechecked, state_of
from os2site.search import catalogue
from os2site.services import subpages
from os2site.services.current import facts_of, is_anybody
from os2site.services.documents import DocumentRow, document_rows, load, may_read
from os2site.services.vocabularies import in_language
from os2site_products.enums import Kind
from os2site_products.services import (
    addresses,
    answers,
    comparison,
    economy,
    governance,
    governance_report,
    governance_section,
    linked,
    moves,
    price_section,
    users,
    wording,
)
from os2site_products.services import groups as product_groups
from os2site_products.services.answers import AnswerFact, NextStep
from os2site_products.services.history import HistoryItem, history
from os2site_products.services.nearby import NearbyProduct, nearby

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from os2site.services.tilemap import TileMap

#: News and events that are shown; the rest is found by searching.
MENTIONS_SHOWN = 8


@dataclass(frozen=True)
class Section:
    """A section and its line in the contents; ``note`` is a number or a level."""

    id: str
    title: str
    template: str
    note: str = ""


@dataclass(frozen=True)
class CategoryLink:
    """A need that the product meets, and the list of all products that do."""

    title: str
    url: str


@dataclass(frozen=True)
class ClaimView:
    """A claim about users as a sentence, with its date in words and source."""

    statement: str
    dated: str
    source: str


@dataclass(frozen=True)
class UserSection:
    """Named users by region and on a map, claims, and the best statement about how many there are.

    :param map_label: what the map shows; :param adoption_url: who uses what in the association.
    """

    reach: users.Reach
    regions: Sequence[users.RegionUsers]
    claims: Sequence[ClaimView]
    total: int
    map: TileMap | None
    map_label: str
    adoption_url: str


@dataclass(frozen=True)
class MentionRow:
    """News or an event in the words of a list."""

    title: str
    url: str
    kind: str
    date: datetime.datetime | None
    demo: bool


@dataclass(frozen=True)
class ProductView:
    """The page as the template takes it; the names are those of its sections."""

    mark: str
    answers: Sequence[AnswerFact]
    next_step: NextStep | None
    contents: Sequence[Section]
    categories: Sequence[CategoryLink]
    related: Sequence[linked.RelatedView]
    nearby: Sequence[NearbyProduct]
    governance: governance_section.GovernanceSection
    prices: price_section.PriceSection
    groups: Sequence[product_groups.GroupView]
    documents: Sequence[DocumentRow]
    suppliers: Sequence[linked.SupplierView]
    users: UserSection
    technologies: Sequence[str]
    compare_url: str
    mentions: Sequence[MentionRow]
    history: Sequence[HistoryItem]

    @property
    def successors(self) -> list[linked.RelatedView]:
        """Products that came after this one."""
        return [item for item in self.related if item.is_successor]

    @property
    def companions(self) -> list[linked.RelatedView]:
        """Products that work together with this one."""
        return [item for item in self.related if not item.is_successor]


#: More than the solutions that most associations have.
_views: Final[Rechecked[ProductView]] = Rechecked(500)


def view_of(*, page: Any, request: HttpRequest) -> ProductView:
    """The view of a product page: :func:`build`, unless the database confirms one that is kept.

    Views are kept of what everyone sees: not of a preview, whose rows are in memory only, nor for
    who is logged in or has opened something by a password, and may read more.
    """
    in_memory = getattr(page, "_cluster_related_objects", None)
    if not page.live or in_memory or not is_anybody(request):
        return build(page=page, request=request)
    facts = facts_of(request)
    key = state_of(page), facts.origin, state_of(facts.settings), request.META["QUERY_STRING"]
    return _views.get(key, lambda: build(page=page, request=request))


def build(*, page: Any, request: HttpRequest) -> ProductView:
    """The view of a product page, saved or being previewed."""
    language = get_language() or ""
    now = timezone.now()
    today = timezone.localdate(now)
    categories = ordered_categories(page)
    list_url = _list_url(page, request)
    assessments = governance.assessments_of(product=page)
    report = governance.report(assessments=assessments)
    tables = economy.price_tables(prices=list(page.prices.all()), today=today)
    loaded_groups = product_groups.load(page)
    page_groups = loaded_groups.groups
    pointing = linked.pointing_at(product=page)
    suppliers = linked.suppliers(
        product=page, pointing=pointing, request=request, language=language
    )
    user_section = _users(page, list_url)
    mentions = linked.mentions(pointing=pointing, now=now)
    readable = _readable(page, page_groups, request)
    documents = document_rows(documents=readable, request=request)
    related_rows = list(page.related_products.all())
    technologies = list(page.technologies.all())
    near = nearby(
        page=page,
        categories=categories,
        technologies=technologies,
        but=[row.target_id for row in related_rows],
        language=language,
        request=request,
    )
    compared = [page.slug, *(item.slug for item in near)][: comparison.MOST]
    return ProductView(
        mark=categories[0].slug if categories else "",
        answers=answers.answers(
            product=page,
            categories=[term.title for term in categories],
            report=report,
            suppliers=suppliers,
            reach=user_section.reach,
            table=next(iter(tables), None),
        ),
        next_step=answers.next_step(
            product=page, mentions=mentions, list_url=list_url, now=now, request=request
        ),
        contents=_contents(
            page,
            groups=len(page_groups),
            documents=len(documents),
            suppliers=len(suppliers),
            users=user_section.total,
            mentions=len(mentions),
        ),
        categories=[
            CategoryLink(term.title, f"{list_url}?category={term.slug}" if list_url else "")
            for term in categories
        ],
        related=linked.related_of(rows=related_rows, request=request),
        nearby=near,
        governance=governance_section.build(
            page=page,
            report=report,
            url=governance_report.address(
                product_url=(page.get_url(request) or "") if page.live else ""
            ),
        ),
        prices=price_section.build(tables=tables, request=request),
        groups=product_groups.views(
            page=page,
            loaded=loaded_groups,
            documents=readable,
            request=request,
            language=language,
        ),
        documents=documents,
        suppliers=suppliers,
        users=user_section,
        technologies=sorted((term.title for term in technologies), key=str.casefold),
        compare_url=comparison.address(index_url=list_url, slugs=compared) if page.live else "",
        mentions=_mention_rows(mentions),
        history=history(
            product=page,
            assessments=assessments,
            tables=tables,
            product_moves=moves.moves_of(product=page),
            today=today,
        ),
    )


def ordered_categories(page: Any) -> list[Term]:
    """The product's needs in its language, the main one first."""
    ordered = sorted(
        page.categories.all(),
        key=lambda term: (term.pk != page.main_category_id, term.order, term.title),
    )
    return in_language(terms=ordered, locale_id=page.locale_id)


def _contents(
    page: Any, *, groups: int, documents: int, suppliers: int, users: int, mentions: int
) -> list[Section]:
    """The ten sections in their fixed order, with numbers where there is something to count."""
    about = _("About the project") if page.kind == Kind.PROJECT else _("About the product")
    level = wording.level(page.governance_level) if page.governance_level else ""
    sections = [
        ("om", about, "about", ""),
        ("governance", _("Governance"), "governance", level),
        ("oekonomi", _("Economy"), "economy", ""),
        ("grupper", _("Groups"), "groups", groups),
        ("dokumenter", _("Documents"), "documents", documents),
        ("leverandoerer", _("Suppliers"), "suppliers", suppliers),
        ("anvendere", pgettext("product", "Users"), "users", users),
        ("teknik", _("Technology"), "technology", ""),
        ("nyt", _("News and events"), "mentions", mentions),
        ("historie", pgettext("product", "History"), "history", ""),
    ]
    return [
        Section(id, title, f"os2site_products/parts/{part}.html", str(note or ""))
        for id, title, part, note in sections
    ]


def _list_url(page: Any, request: HttpRequest) -> str:
    parent = page.get_parent() if page.path else None
    return (parent.get_url(request) or "") if parent is not None else ""


def documents_of(*, page: Any, groups: Sequence[WorkingGroup]) -> QuerySet[Document]:
    """Documents of the product and of its groups, whoever may read them."""
    belongs = Q(page_id=page.pk) | Q(page__isnull=True, group__in=[group.pk for group in groups])
    return Document.objects.filter(belongs)


def _readable(
    page: Any, groups: Sequence[WorkingGroup], request: HttpRequest
) -> Sequence[Document]:
    """Approved documents of the product and its groups that the visitor may read, newest first."""
    if page.pk is None:
        return ()
    rows = documents_of(page=page, groups=groups).filter(state=DocumentState.APPROVED)
    documents = load(rows.order_by("-date", "title"))
    return [item for item in documents if may_read(document=item, request=request)]


def _users(page: Any, list_url: str) -> UserSection:
    named = users.named(product=page)
    organisations = [user.organisation for user in named]
    claims = list(page.user_claims.all())
    picture = users.on_map(organisations=organisations)
    return UserSection(
        reach=users.reach(organisations=organisations, claims=claims),
        regions=users.by_region(users=named),
        claims=[
            ClaimView(users.statement(claim), partial_dates.dated(claim.as_of), claim.source)
            for claim in claims
        ],
        total=len(organisations),
        map=picture,
        map_label=users.map_label(picture) if picture is not None else "",
        adoption_url=subpages.address(parent_url=list_url, slug=addresses.ADOPTION),
    )


def _mention_rows(mentions: Sequence[linked.Mention]) -> list[MentionRow]:
    types = catalogue.search_types() if mentions else {}
    return [
        MentionRow(
            item.title,
            item.url,
            str(types[item.type].label).lower() if item.type in types else "",
            item.date,
            item.demo,
        )
        for item in mentions[:MENTIONS_SHOWN]
    ]
