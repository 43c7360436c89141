"""Who uses what: municipalities, regions and others that products' pages name as their users, or
whose own pages say that they are.

Nothing is estimated. Who is not named may use a product all the same, and what this gives is worded
so. Invented products and organisations are left out, as are products that the community has ended.
"""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site.enums import OrganisationType
from os2site.models import Municipality, Organisation
from os2site.page_types import find_page_model
from os2site.search.entries import visible_entries
from os2site.services import tilemap
from os2site.services.languages import active_language, alphabetical, content_languages
from os2site.services.visibility import public_pages, site_of
from os2site_products.enums import ENDED
from os2site_products.services import addresses
from os2site_products.services.own_statements import own_statements

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page, Site

#: From this number of products on, a tile is drawn in the stronger colour.
STRONG_FROM: Final = 2
#: Products that stand in a table for each who uses them; the rest are counted, and shown at an
#: address of their own.
SHOWN: Final = 8


@dataclass(frozen=True)
class ProductLink:
    """A product in the visitor's language where it is translated; ``language`` is that of the page
    where it is not.

    :param stated_at: the organisation's own page, where only that says so.
    """

    title: str
    url: str
    language: str = ""
    stated_at: str = ""


@dataclass
class Adopter:
    """A municipality, region or other organisation with the products that name it.

    :param code: code of the municipality, else the region's slug, else the organisation's.
    :param products: the first of them by name; :param count: how many there are.
    """

    name: str
    region: str
    code: str
    products: Sequence[ProductLink] = ()
    count: int = 0
    #: Product → the organisation's own page, where only that says so.
    stated: dict[int, str] = field(default_factory=dict)

    @property
    def more(self) -> int:
        """How many products are not shown."""
        return self.count - len(self.products)


@dataclass(frozen=True)
class Silent:
    """Municipalities of a region that no product names."""

    region: str
    names: Sequence[str]


@dataclass(frozen=True)
class Adoption:
    """All that the page on adoption shows.

    :param municipality_total: how many municipalities the site knows of.
    :param chosen: the one that the address asks for, with all of its products.
    """

    map: tilemap.TileMap | None
    label: str
    municipalities: Sequence[Adopter]
    regions: Sequence[Adopter]
    others: Sequence[Adopter]
    silent: Sequence[Silent]
    silent_count: int
    municipality_total: int
    product_total: int
    counted_on: datetime.date
    chosen: Adopter | None = None


def catalogue_products(*, site: Site) -> Any:
    """Public real products and projects of the site, in its own language; ``None`` without any."""
    model = find_page_model("product")
    if model is None:
        return None
    pages = model._default_manager.filter(locale=site.root_page.locale, demo=False)
    return public_pages(site=site, pages=pages)


def products_in_use(*, site: Site) -> Any:
    """Those of :func:`catalogue_products` that the community still offers."""
    pages = catalogue_products(site=site)
    return None if pages is None else pages.exclude(lifecycle__in=ENDED)


def build(*, index: Any, request: HttpRequest) -> Adoption:
    """Adoption in the association, counted now, for a list of products.

    Counted in the site's own language, so that each language shows the same numbers. However many
    products there are, none of their pages is loaded.

    :raises Http404: when the address asks for somebody who is not named.
    """
    site = site_of(page=index)
    pages = None if site is None else products_in_use(site=site)
    keys = {} if pages is None else dict(pages.values_list("pk", "translation_key"))
    named = [] if pages is None else _named(pages, site, request)
    links = _links(keys, site)
    asked = request.GET.get(addresses.ADOPTER_PARAMETER, "")
    municipalities, regions, others = _adopters(named, links, whole=asked)
    all_municipalities = list(Municipality.objects.select_related("region"))
    silent = _silent(all_municipalities, {adopter.code for adopter in municipalities})
    picture = tilemap.build(
        municipalities={item.code: _mark(item) for item in municipalities},
        regions={item.code: _mark(item) for item in regions},
    )
    return Adoption(
        map=picture,
        label=_label(picture) if picture is not None else "",
        municipalities=municipalities,
        regions=regions,
        others=others,
        silent=silent,
        silent_count=sum(len(group.names) for group in silent),
        municipality_total=len(all_municipalities),
        product_total=len(keys),
        counted_on=timezone.localdate(),
        chosen=_chosen(asked, [*municipalities, *regions, *others]),
    )


def _chosen(code: str, adopters: Iterable[Adopter]) -> Adopter | None:
    if not code:
        return None
    found = next((adopter for adopter in adopters if adopter.code == code), None)
    if found is None:
        raise Http404("Nothing names this organisation as a user")
    return found


@dataclass(frozen=True)
class _Use:
    """An organisation uses a product; ``stated_at`` as in :class:`ProductLink`."""

    page_id: int
    organisation: Organisation
    stated_at: str = ""


def _named(pages: Any, site: Any, request: HttpRequest) -> list[_Use]:
    """What the products say, then what only the organisations' own pages do."""
    users = pages.filter(users__organisation__demo=False)
    pairs = dict.fromkeys(users.values_list("pk", "users__organisation"), "")
    for product_id, organisation_id, page in _own(pages, site):
        pairs.setdefault((product_id, organisation_id), page.get_url(request) or "")
    organisations = Organisation.objects.select_related("region", "municipality__region").in_bulk(
        {organisation_id for __, organisation_id in pairs}
    )
    return [
        _Use(page_id, organisations[pk], url)
        for (page_id, pk), url in pairs.items()
        if pk in organisations and not organisations[pk].demo
    ]


def _own(pages: Any, site: Site) -> list[tuple[int, int, Page]]:
    """Product, organisation and the page of it that says that it uses the product."""
    keys = pages.values("translation_key")
    stated = own_statements(keys=keys, locale_id=site.root_page.locale_id)
    if not stated:
        return []
    ids = dict(pages.filter(translation_key__in=list(stated)).values_list("translation_key", "pk"))
    return [
        (ids[key], organisation_id, page)
        for key, naming in stated.items()
        for organisation_id, page in naming.items()
        if key in ids and not getattr(page, "demo", False)
    ]


def municipalities_in_use(*, site: Site) -> int:
    """How many municipalities use a product that the community still offers, as somebody says."""
    pages = products_in_use(site=site)
    if pages is None:
        return 0
    named = set(pages.values_list("users__organisation", flat=True))
    named |= {organisation_id for _product, organisation_id, _page in _own(pages, site)}
    found = Organisation.objects.filter(pk__in=named - {None}, demo=False)
    return found.exclude(municipality=None).values("municipality").distinct().count()


def _links(keys: dict[int, uuid.UUID], site: Site | None) -> dict[int, ProductLink]:
    """Product → its link, in the visitor's language where it is there; by name."""
    if site is None or not keys:
        return {}
    active = active_language()
    entries = visible_entries(site=site, language=content_languages(), types=["product"])
    rows = entries.order_by().values_list("page__translation_key", "language", "title", "url")
    own: dict[Any, ProductLink] = {}
    home = site.root_page.locale.language_code
    for key, code, title, url in rows:
        if code == active or (code == home and key not in own):
            own[key] = ProductLink(title, url, code if code != active else "")
    found = [(pk, own[key]) for pk, key in keys.items() if key in own]
    return dict(sorted(found, key=lambda pair: alphabetical(pair[1].title)))


def _adopters(
    named: Iterable[_Use], links: dict[int, ProductLink], *, whole: str
) -> tuple[list[Adopter], list[Adopter], list[Adopter]]:
    """Municipalities, regions and others, each once with each of its products once, by name.

    :param whole: code of the one that is given all of its products.
    """
    groups: tuple[dict[int, Adopter], ...] = ({}, {}, {})
    for use in named:
        if use.page_id in links:
            number, key, adopter = _place(use.organisation)
            # A municipality that is named twice, as two organisations, has the product once.
            groups[number].setdefault(key, adopter).stated.setdefault(use.page_id, use.stated_at)
    position = {pk: number for number, pk in enumerate(links)}
    for group in groups:
        for adopter in group.values():
            ids = sorted(adopter.stated, key=position.__getitem__)
            shown = ids if adopter.code == whole else ids[:SHOWN]
            adopter.count = len(ids)
            adopter.products = [replace(links[pk], stated_at=adopter.stated[pk]) for pk in shown]
    first, second, third = (
        sorted(group.values(), key=lambda item: alphabetical(item.name)) for group in groups
    )
    return first, second, third


def _place(organisation: Organisation) -> tuple[int, int, Adopter]:
    """Which group the organisation counts in, what it counts as there, and its row."""
    municipality, region = organisation.municipality, organisation.region
    if municipality is not None:
        row = Adopter(municipality.short_name, municipality.region.name, municipality.code)
        return 0, municipality.pk, row
    if region is not None and organisation.type == OrganisationType.REGION:
        return 1, region.pk, Adopter(region.full_name, region.name, region.slug)
    where = region.name if region else ""
    return 2, organisation.pk, Adopter(organisation.name, where, organisation.slug)


def _silent(municipalities: Sequence[Municipality], codes: set[str]) -> list[Silent]:
    groups: dict[str, list[str]] = defaultdict(list)
    for municipality in municipalities:
        if municipality.code not in codes:
            groups[municipality.region.name].append(municipality.short_name)
    return [
        Silent(region, sorted(groups[region], key=alphabetical))
        for region in sorted(groups, key=alphabetical)
    ]


def _mark(adopter: Adopter) -> tilemap.Mark:
    number = adopter.count
    note = ngettext("%(count)s product", "%(count)s products", number) % {"count": number}
    return tilemap.Mark(note=note, count=str(number), strong=number >= STRONG_FROM)


def _label(picture: tilemap.TileMap) -> str:
    return _(
        "Map of Denmark with a tile for each municipality. %(marked)s of %(total)s have a number, "
        "the products that they are said to use. The tables below say the same."
    ) % {"marked": picture.marked, "total": picture.total}
