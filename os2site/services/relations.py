"""Links between pages: what a page points at, and what points at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from modelcluster.models import get_all_child_relations

from os2site.models import PageRelation, RelationRow
from os2site.page_types import base_page_model, find_page_model, page_type_of
from os2site.plugins import registry
from os2site.services.languages import one_of_each
from os2site.services.visibility import public_pages

if TYPE_CHECKING:
    from wagtail.models import Page


@dataclass(frozen=True)
class LinkedPage:
    """A public page at the other end of a relation, with what the link says."""

    page: Page
    kind: str
    facts: dict[str, Any]


def row_models() -> list[type[RelationRow]]:
    """All installed models of relation rows."""
    return [model for model in apps.get_models() if issubclass(model, RelationRow)]


def live_relation_rows(*, page: Page) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Yield ``(target id, kind, facts)`` of the page's rows as they are in the database."""
    for relation in get_all_child_relations(type(page)):
        model = relation.related_model
        if not issubclass(model, RelationRow):
            continue
        rows = model._default_manager.filter(**{relation.field.name: page.pk}).select_related(
            "target__content_type"
        )
        for row in rows:
            if row.target is None:
                continue
            kind = row.relation_kind
            if kind is None:
                page_type = page_type_of(row.target.specific_deferred)
                kind = page_type.name if page_type else "page"
            yield row.target_id, kind, row.link_facts()


def find_by_ref(*, ref: str) -> Page | None:
    """The page that a reference such as ``"supplier/magenta"`` names, drafts included."""
    name, __, slug = ref.partition("/")
    model = find_page_model(name)
    if model is None or not slug:
        return None
    return model._default_manager.filter(slug=slug).order_by("pk").first()


def resolve_waiting_rows(*, page: Page, types: Sequence[str]) -> set[int]:
    """Point rows that wait for this page at it; the ids of the pages that hold those rows."""
    refs = [f"{name}/{page.slug}" for name in types]
    page_type = page_type_of(page)
    if page_type is not None:
        refs.append(f"{page_type.name}/{page.slug}")
    sources: set[int] = set()
    if not refs:
        return sources
    for model in row_models():
        waiting = model._default_manager.filter(target__isnull=True, target_ref__in=refs)
        # The abstract row has no ``page``; each concrete one does.
        parents = set(waiting.values_list("page_id", flat=True))  # type: ignore[misc]
        if parents:
            waiting.update(target_id=page.pk)
            sources |= parents
    return sources


def resolve_own_rows(*, page: Page) -> None:
    """Point the page's waiting rows at pages that are there.

    A draft from before the awaited page was made still waits for it when it is published.
    """
    for relation in get_all_child_relations(type(page)):
        model = relation.related_model
        if not issubclass(model, RelationRow):
            continue
        waiting = model._default_manager.filter(
            **{relation.field.name: page.pk}, target__isnull=True
        ).exclude(target_ref="")
        for row in waiting:
            target = find_by_ref(ref=row.target_ref)
            if target is not None:
                row.target_id = target.pk
                row.save(update_fields=["target"])


def linked_pages(
    *,
    pages: Sequence[Page],
    kind: str | Sequence[str],
    reverse: bool = False,
    specific: bool = True,
) -> dict[int, list[LinkedPage]]:
    """Public pages linked with each of ``pages``, in the order that editors gave.

    Where translations of one page are linked, only the one in the language of the page in
    ``pages`` is given, with what its link says.

    :param kind: one kind of relation, or several.
    :param reverse: follow links that point at the pages instead of those that start there.
    :param specific: give pages of their own types; plain ones, with title and address, cost less.
    :return: page id → linked pages. Two queries, and one for each page type of specific pages,
        whatever the number.
    """
    near, far = ("target_id", "source_id") if reverse else ("source_id", "target_id")
    kinds = [kind] if isinstance(kind, str) else kind
    rows = list(
        PageRelation.objects.filter(**{f"{near}__in": [page.pk for page in pages]}, kind__in=kinds)
    )
    targets = public_pages(
        pages=base_page_model()._default_manager.filter(pk__in={getattr(row, far) for row in rows})
    )
    targets = targets.specific() if specific else targets.select_related("locale")
    by_id: dict[int, Any] = {page.pk: page for page in targets}
    active = [
        model for name in registry.page_types() if (model := find_page_model(name)) is not None
    ]
    found: dict[int, list[LinkedPage]] = defaultdict(list)
    for row in rows:
        other = by_id.get(getattr(row, far))
        if other is not None and other.specific_class in active:
            found[getattr(row, near)].append(LinkedPage(other, row.kind, row.facts))
    locales = {page.pk: page.locale_id for page in pages}
    return {
        page_id: _in_one_language(links, locales.get(page_id)) for page_id, links in found.items()
    }


def _in_one_language(links: list[LinkedPage], locale_id: int | None) -> list[LinkedPage]:
    chosen = one_of_each(pages=[link.page for link in links], locale_id=locale_id)
    ids = {page.pk for page in chosen}
    return [link for link in links if link.page.pk in ids]
