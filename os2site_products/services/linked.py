"""Pages that a product is linked with, in either direction.

What the product itself points at is read from its own rows, so that a preview shows a draft's rows;
what points at the product is read from the kernel's live relations.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from os2site.models import SearchEntry
from os2site.page_types import base_page_model
from os2site.services.languages import alphabetical
from os2site.services.relations import LinkedPage, linked_pages
from os2site.services.visibility import public_pages
from os2site_products.services import wording
from os2site_products.services.page_terms import SERVICE, page_terms

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page

#: Kinds of relation that point at products: a supplier's own word, and what is about a product.
OFFERS = "offers"
PRODUCT = "product"


@dataclass(frozen=True)
class SupplierView:
    """A supplier of the product. ``active`` is ``None`` when no source says.

    :param by_supplier: only the supplier itself says so, in its own profile.
    """

    title: str
    url: str
    roles: Sequence[str]
    role_slugs: Sequence[str]
    note: str
    source: str
    active: bool | None
    demo: bool
    by_supplier: bool = False


@dataclass(frozen=True)
class RelatedView:
    """A product that works together with this one, or came after it."""

    title: str
    url: str
    is_successor: bool


@dataclass(frozen=True)
class Mention:
    """A page of another app that points at the product, such as news or an event.

    :param type: its entry type; :param date: what it is dated, ``None`` when undated.
    """

    title: str
    url: str
    type: str
    date: datetime.datetime | None
    demo: bool


def public_targets(*, rows: Iterable[Any]) -> dict[int, Page]:
    """Public pages that relation rows point at, by id. One query for all of them."""
    ids = {row.target_id for row in rows if row.target_id is not None}
    if not ids:
        return {}
    pages = base_page_model()._default_manager.filter(pk__in=ids)
    return {page.pk: page for page in public_pages(pages=pages).select_related("locale")}


def pointing_at(*, product: Any) -> list[LinkedPage]:
    """Public pages that name the product: suppliers that offer it, news, events and the like."""
    if product.pk is None:
        return []
    links = linked_pages(pages=[product], kind=(OFFERS, PRODUCT), reverse=True, specific=False)
    return links.get(product.pk, [])


def suppliers(
    *,
    product: Any,
    pointing: Sequence[LinkedPage],
    request: HttpRequest | None = None,
    language: str,
) -> list[SupplierView]:
    """Public suppliers of the product in alphabetical order: no one buys the top.

    Those that the product names, and those that name the product in their own profile.

    :param pointing: what :func:`pointing_at` gives.
    """
    rows = list(product.suppliers.all())
    # Those that name the product too have been read as public pages already.
    targets = {link.page.pk: link.page for link in pointing}
    targets |= public_targets(rows=[row for row in rows if row.target_id not in targets])
    named = [(targets[row.target_id], row) for row in rows if row.target_id in targets]
    own = {row.target_id for row in rows}
    offering = [link.page for link in pointing if link.kind == OFFERS and link.page.pk not in own]
    if not named and not offering:
        return []
    services = {term.slug: term.title for term in page_terms(vocabulary=SERVICE, language=language)}
    page_ids = [page.pk for page, __ in named] + [page.pk for page in offering]
    demo = set(
        SearchEntry.objects.filter(page_id__in=page_ids, demo=True).values_list(
            "page_id", flat=True
        )
    )
    found = [
        SupplierView(
            title=page.title,
            url=page.get_url(request) or "",
            roles=[services.get(role, role) for role in row.roles],
            role_slugs=row.roles,
            note=row.note,
            source=row.source,
            active=row.active,
            demo=page.pk in demo,
        )
        for page, row in named
    ]
    found += [
        SupplierView(
            page.title, page.get_url(request) or "", (), (), "", "", None, page.pk in demo, True
        )
        for page in offering
    ]
    return sorted(found, key=lambda supplier: alphabetical(supplier.title))


def related(*, product: Any, request: HttpRequest | None = None) -> list[RelatedView]:
    """Public related products in the editor's order."""
    return related_of(rows=list(product.related_products.all()), request=request)


def related_of(*, rows: Sequence[Any], request: HttpRequest | None = None) -> list[RelatedView]:
    """The public products that these rows of a product point at."""
    targets = public_targets(rows=rows)
    return [
        RelatedView(
            targets[row.target_id].title,
            targets[row.target_id].get_url(request) or "",
            row.is_successor,
        )
        for row in rows
        if row.target_id in targets
    ]


def mentions(*, pointing: Sequence[LinkedPage], now: datetime.datetime) -> list[Mention]:
    """Public pages that point at the product: what is to come first, soonest first, then the
    newest of the rest.

    What is to come but has been called off is left out: its entry weighs less than neutral.

    :param pointing: what :func:`pointing_at` gives.
    """
    return mentions_of_each(pointing={0: pointing}, now=now)[0]


def mentions_of_each(
    *, pointing: Mapping[int, Sequence[LinkedPage]], now: datetime.datetime
) -> dict[int, list[Mention]]:
    """:func:`mentions` of several products, with one query for all.

    :param pointing: anything that stands for a product → the public pages that point at it.
    """
    ids = {
        key: {link.page.pk for link in links if link.kind == PRODUCT}
        for key, links in pointing.items()
    }
    found = [
        (entry.page_id, Mention(entry.title, entry.url, entry.type, entry.date, entry.demo))
        for entry in entries_of(page_ids=set().union(*ids.values()))
        if not (entry.boost < 1 and entry.date and entry.date > now)
    ]
    return {
        key: _by_time([mention for pk, mention in found if pk in own], now)
        for key, own in ids.items()
    }


def entries_of(*, page_ids: Collection[int]) -> list[SearchEntry]:
    """The entries of these pages themselves, by title; those of their sections have an anchor."""
    if not page_ids:
        return []
    entries = SearchEntry.objects.filter(page_id__in=page_ids).order_by("title")
    return [entry for entry in entries if "#" not in entry.key]


def _by_time(found: Sequence[Mention], now: datetime.datetime) -> list[Mention]:
    coming = [item for item in found if item.date is not None and item.date > now]
    past = [item for item in found if item.date is not None and item.date <= now]
    undated = [item for item in found if item.date is None]
    coming.sort(key=_date)
    past.sort(key=_date, reverse=True)
    return [*coming, *past, *undated]


def local_day(mention: Mention) -> datetime.date:
    """The day that a dated page is of, in the site's time zone."""
    return timezone.localdate(_date(mention))


def _date(mention: Mention) -> datetime.datetime:
    return mention.date or datetime.datetime.min.replace(tzinfo=datetime.UTC)


def role_names(supplied: Sequence[SupplierView]) -> str:
    """What the suppliers do between them, each service named once."""
    roles = dict.fromkeys(role for supplier in supplied for role in supplier.roles)
    return wording.sentence(", ".join(roles).lower())
