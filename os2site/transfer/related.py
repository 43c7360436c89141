"""Rows of related pages ↔ the slugs that a file names those pages by.

A kind has a field for each page type that its files name (``products``, ``guides``), and usually
``other_pages`` for the rest, so that no link is lost in an export.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, TypeVar

from pydantic import StringConstraints

from os2site.models import RelationRow
from os2site.page_types import page_type_of
from os2site.transfer.lookups import relation_row

RelationRowT = TypeVar("RelationRowT", bound=RelationRow)

#: A page of any type: ``member/favrskov-kommune``.
PageRef = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*/[-\w]+$", max_length=300)]


def slugs_by_type(rows: Iterable[RelationRow]) -> dict[str, list[str]]:
    """Page type → slugs of the pages that the rows point at or wait for, in the editor's order.

    Pages of the host's own types have no name that a file could use, and are left out.
    """
    found: dict[str, list[str]] = {}
    for row in rows:
        name, slug = _named(row)
        if name:
            found.setdefault(name, []).append(slug)
    return found


def other_refs(slugs: Mapping[str, Sequence[str]], *, but: Iterable[str]) -> list[str]:
    """The pages of :func:`slugs_by_type` whose types are not in ``but``, as ``type/slug``."""
    left_out = set(but)
    return [
        f"{name}/{slug}" for name, items in slugs.items() if name not in left_out for slug in items
    ]


def rows_for(
    model: type[RelationRowT],
    *,
    slugs: Mapping[str, Sequence[str]],
    others: Sequence[str] = (),
    before: Iterable[RelationRow] = (),
) -> list[RelationRowT]:
    """Unsaved rows for what a file names.

    :param slugs: page type → slugs; :param others: further pages as ``type/slug``.
    :param before: the rows there were; those that no file can name are kept.
    """
    refs = [f"{name}/{slug}" for name, items in slugs.items() for slug in items]
    rows = [relation_row(model, ref=ref) for ref in [*refs, *others]]
    rows += [model(target=row.target) for row in before if not _named(row)[0]]
    for number, row in enumerate(rows):
        row.sort_order = number
    return rows


def _named(row: RelationRow) -> tuple[str, str]:
    """Page type and slug; the type is empty where no plugin brings it."""
    waiting_type, __, waiting_slug = row.target_ref.partition("/")
    if row.target is None:
        return waiting_type, waiting_slug
    page_type = page_type_of(row.target.specific_deferred)
    return (page_type.name if page_type is not None else waiting_type), row.target.slug
