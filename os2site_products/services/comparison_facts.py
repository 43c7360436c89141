"""What is compared of products, read with the same number of queries for one and for four."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from os2site.models import SearchEntry, WorkingGroup
from os2site.page_types import get_page_model
from os2site.services.languages import alphabetical
from os2site.services.relations import LinkedPage, linked_pages
from os2site_products.services import economy, linked
from os2site_products.services.page_terms import SERVICE, page_terms


@dataclass(frozen=True)
class SupplierFact:
    """A supplier that has not stopped, with what it does."""

    page: Any
    roles: Sequence[str] = ()


@dataclass(frozen=True)
class ProductFacts:
    """A product with what stands beside its page."""

    page: Any
    entry: SearchEntry
    technologies: Sequence[str]
    groups: Sequence[WorkingGroup]
    suppliers: Sequence[SupplierFact]
    prices: economy.PriceTable | None
    coming: linked.Mention | None
    newest: linked.Mention | None


@dataclass
class _Rows:
    """Rows of all products that are compared, by the id of the page."""

    technologies: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    groups: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    prices: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))


def gather(
    *, entries: Sequence[SearchEntry], language: str, now: datetime.datetime
) -> list[ProductFacts]:
    """The facts of the products with these entries, in their order.

    :param entries: visible entries of products, of which only the ids need be loaded.
    """
    if not entries:
        return []
    loaded = SearchEntry.objects.in_bulk([entry.pk for entry in entries])
    entries = [loaded[entry.pk] for entry in entries if entry.pk in loaded]
    model = get_page_model("product")
    found = model._default_manager.select_related("locale").in_bulk(
        [entry.page_id for entry in entries]
    )
    shown = [entry for entry in entries if entry.page_id in found]
    pages = [found[entry.page_id] for entry in shown]
    rows = _rows(model, list(found))
    groups = WorkingGroup.objects.in_bulk({pk for ids in rows.groups.values() for pk in ids})
    named = linked_pages(pages=pages, kind="supplier", specific=False)
    pointing = linked_pages(
        pages=pages, kind=(linked.OFFERS, linked.PRODUCT), reverse=True, specific=False
    )
    services = {term.slug: term.title for term in page_terms(vocabulary=SERVICE, language=language)}
    mentions = linked.mentions_of_each(
        pointing={page.pk: pointing.get(page.pk, []) for page in pages}, now=now
    )
    today = timezone.localdate(now)
    return [
        ProductFacts(
            page=page,
            entry=entry,
            technologies=sorted(rows.technologies[page.pk], key=str.casefold),
            groups=[groups[pk] for pk in rows.groups[page.pk] if pk in groups],
            suppliers=_suppliers(named.get(page.pk, []), pointing.get(page.pk, []), services),
            prices=next(iter(economy.price_tables(prices=rows.prices[page.pk], today=today)), None),
            coming=_coming(mentions[page.pk], now),
            newest=_newest(mentions[page.pk], now),
        )
        for page, entry in zip(pages, shown, strict=True)
    ]


def _rows(model: Any, ids: Sequence[int]) -> _Rows:
    rows = _Rows()
    pages = model._default_manager.filter(pk__in=ids).order_by()
    for pk, title in pages.values_list("pk", "technologies__title"):
        if title:
            rows.technologies[pk].append(title)
    groups = pages.order_by("groups__sort_order").values_list("pk", "groups__group_id")
    for pk, group_id in groups:
        if group_id is not None:
            rows.groups[pk].append(group_id)
    prices = model._meta.get_field("prices").related_model._default_manager
    for price in prices.filter(page__in=ids).order_by("sort_order"):
        rows.prices[price.page_id].append(price)
    return rows


def _suppliers(
    named: Sequence[LinkedPage], pointing: Sequence[LinkedPage], services: dict[str, str]
) -> list[SupplierFact]:
    """Those that the product names or that name it, unless a source says that they have stopped."""
    known = {link.page.pk for link in named}
    found = [
        SupplierFact(
            link.page, [services.get(role, role) for role in link.facts.get("roles") or []]
        )
        for link in named
        if link.facts.get("active") is not False
    ]
    found += [
        SupplierFact(link.page)
        for link in pointing
        if link.kind == linked.OFFERS and link.page.pk not in known
    ]
    return sorted(found, key=lambda supplier: alphabetical(supplier.page.title))


def _coming(mentions: Sequence[linked.Mention], now: datetime.datetime) -> linked.Mention | None:
    return next((item for item in mentions if item.date is not None and item.date > now), None)


def _newest(mentions: Sequence[linked.Mention], now: datetime.datetime) -> linked.Mention | None:
    past = [item for item in mentions if item.date is not None and item.date <= now]
    return next((item for item in past if item.type == "news"), None)
