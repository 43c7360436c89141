"""Who uses a product: what can be counted, and what somebody claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from os2site import partial_dates
from os2site.enums import OrganisationType
from os2site.models import Organisation
from os2site.services import tilemap
from os2site.services.languages import alphabetical
from os2site.services.visibility import lasts
from os2site_products.services import wording
from os2site_products.services.own_statements import PLACES, statements_on

if TYPE_CHECKING:
    from wagtail.models import Page

    from os2site.models import Region

#: Claims (in the content's language) that only say "uses it", which the heading says already.
PLAIN_CLAIMS: Final = frozenset(
    {"anvender løsningen", "anvender produktet", "bruger løsningen", "bruger produktet"}
)
#: Claims that say that the number is a lower bound.
MORE_THAN_CLAIMS: Final = frozenset({"mere end", "over", "flere end"})


@dataclass(frozen=True)
class Reach:
    """The best honest statement about how many use a product.

    :param count: number, ``None`` when nothing is known.
    :param unit: of what; the source's words for a claim, ``municipalities``, ``regions`` or
        ``organisations`` for named organisations.
    :param claimed: the number comes from a claim and not from named users.
    :param claim: the claim's own words; :param as_of: its date (year, month or day).
    """

    count: int | None
    unit: str = ""
    claimed: bool = False
    claim: str = ""
    as_of: str = ""

    @classmethod
    def from_card(cls, data: Mapping[str, Any]) -> Reach:
        """The statement as a search entry's card keeps it."""
        return cls(
            data.get("count"),
            data.get("unit", ""),
            data.get("claimed", False),
            data.get("claim", ""),
            data.get("as_of", ""),
        )

    @property
    def headline(self) -> str:
        """How many, such as "More than 50 kommuner" or "At least 3 municipalities"."""
        if self.count is None:
            return _("Not stated")
        if not self.claimed:
            return wording.at_least(self.count, unit=self.unit)
        counted = f"{wording.number(self.count)} {self.unit}"
        if self.claim in MORE_THAN_CLAIMS:
            return _("More than %(counted)s") % {"counted": counted}
        return counted

    @property
    def dated(self) -> str:
        """Of when a claim is, and that it is old where it is; named organisations have no date."""
        if self.claimed and not self.as_of:
            return _("undated")
        return partial_dates.dated(self.as_of)

    @property
    def note(self) -> str:
        """What the claim says beyond "uses it"; empty for named organisations."""
        if self.claim in PLAIN_CLAIMS | MORE_THAN_CLAIMS:
            return ""
        return self.claim


@dataclass(frozen=True)
class NamedUser:
    """An organisation that uses the product, and who says so.

    :param own_page: its own page that says so, where the product's does not.
    """

    organisation: Organisation
    own_page: Page | None = None


@dataclass(frozen=True)
class RegionUsers:
    """Users in one region; ``region`` is ``None`` for those that belong to none."""

    region: Region | None
    users: Sequence[NamedUser]


def named(*, product: Any, lasting: bool = False) -> list[NamedUser]:
    """Organisations that the product names, in the editor's order, then those that say themselves
    that they use it; each once. Works on unsaved rows too.

    :param lasting: without pages that end some day, for what is kept and shown later.
    """
    rows = product.users.all().select_related(*PLACES)
    found = {
        row.organisation_id: NamedUser(row.organisation)
        for row in rows
        if row.organisation is not None
    }
    own: Mapping[int, Any] = statements_on(product=product)
    for pk, page in own.items():
        if pk not in found and (not lasting or lasts(page=page)):
            found[pk] = NamedUser(page.organisation, page)
    return list(found.values())


def reach(*, organisations: Sequence[Organisation], claims: Sequence[Any]) -> Reach:
    """The newest counted claim, unless more organisations are named than it claims."""
    counted = [claim for claim in claims if claim.count is not None]
    newest = max(counted, key=lambda claim: (claim.as_of, claim.count), default=None)
    if newest is not None and newest.count >= len(organisations):
        return Reach(newest.count, newest.unit, True, newest.claim, newest.as_of)
    if organisations:
        return Reach(len(organisations), _unit(organisations))
    return Reach(None)


def statement(claim: Any) -> str:
    """A claim in one phrase, its number first: "32 kommuner anvender løsningen"."""
    if claim.claim in MORE_THAN_CLAIMS:
        return Reach(claim.count, claim.unit, True, claim.claim).headline
    number = "" if claim.count is None else wording.number(claim.count)
    unit = claim.unit if number else f"{wording.sentence(claim.unit)}:"
    return " ".join(part for part in (number, unit, claim.claim) if part)


def by_region(*, users: Sequence[NamedUser]) -> list[RegionUsers]:
    """Users by region, regions and names in alphabetical order, the rest last."""
    groups: dict[int | None, tuple[Region | None, list[NamedUser]]] = {}
    for user in users:
        organisation = user.organisation
        place = organisation.municipality
        region = organisation.region or (place.region if place is not None else None)
        key = region.pk if region is not None else None
        groups.setdefault(key, (region, []))[1].append(user)
    return [
        RegionUsers(region, sorted(members, key=lambda item: alphabetical(item.organisation.name)))
        for region, members in sorted(
            groups.values(),
            key=lambda group: (group[0] is None, alphabetical(str(group[0] or ""))),
        )
    ]


def on_map(*, organisations: Sequence[Organisation]) -> tilemap.TileMap | None:
    """Denmark with the municipalities and regions among the users marked; ``None`` without any."""
    regions = [item for item in organisations if item.type == OrganisationType.REGION]
    mark = tilemap.Mark()
    return tilemap.build(
        municipalities={
            item.municipality.code: mark for item in organisations if item.municipality
        },
        regions={item.region.slug: mark for item in regions if item.region},
    )


def map_label(picture: tilemap.TileMap) -> str:
    """What the map of a product's users shows, in a sentence."""
    names = [tile.place.name for half in picture.halves for tile in half.marked]
    return _("Map of Denmark. Marked as users are: %(names)s. The table says the same.") % {
        "names": wording.listed(sorted(names, key=alphabetical))
    }


def _unit(organisations: Sequence[Organisation]) -> str:
    types = {organisation.type for organisation in organisations}
    if types == {OrganisationType.MUNICIPALITY}:
        return "municipalities"
    if types == {OrganisationType.REGION}:
        return "regions"
    return "organisations"
