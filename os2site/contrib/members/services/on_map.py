"""Where the members and users are: Denmark in tiles, and the same in tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from os2site.contrib.members.enums import Relation
from os2site.contrib.members.services.profile import relation_words
from os2site.enums import OrganisationType
from os2site.models import Municipality
from os2site.page_types import find_page_model
from os2site.services import tilemap
from os2site.services.languages import active_language, alphabetical, localised
from os2site.services.subpages import Subpage
from os2site.services.visibility import public_pages, site_of

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Address below the list.
SUBPAGE: Final = "kort"


def subpage() -> Subpage:
    """The head of the map."""
    return Subpage(
        SUBPAGE,
        _("Members and users on a map"),
        _("The municipalities, regions and others that have a page here, by where they are."),
        crumb=_("Map"),
    )


@dataclass(frozen=True)
class Listed:
    """A member or user with its page, in the visitor's language where it is translated.

    :param key: code of the municipality or slug of the region, empty for others; :param language:
        that of the page where it is not the visitor's; :param relation: code, as in the list.
    """

    title: str
    url: str
    language: str
    relation: str
    relation_words: str
    region: str
    key: str


@dataclass(frozen=True)
class Missing:
    """Municipalities of a region that have no page."""

    region: str
    names: Sequence[str]


@dataclass(frozen=True)
class MemberMap:
    """All that the page shows.

    :param map: ``None`` when none of them lies in the picture; :param label: what it shows, in a
        sentence; :param missing_count: how many municipalities ``missing`` names.
    """

    map: tilemap.TileMap | None
    label: str
    municipalities: Sequence[Listed]
    regions: Sequence[Listed]
    others: Sequence[Listed]
    missing: Sequence[Missing]
    missing_count: int


def build(*, index: Any, request: HttpRequest) -> MemberMap:
    """The public pages of real members and users of the list's site, in constant queries.

    Counted in the site's own language, so that each language shows the same.
    """
    groups = _groups(index, request)
    municipalities, regions, others = groups
    places = list(Municipality.objects.select_related("region"))
    missing = _missing(places, {item.key for item in municipalities})
    picture = tilemap.build(municipalities=_marks(municipalities), regions=_marks(regions))
    return MemberMap(
        map=picture,
        label=_label(picture, municipalities) if picture is not None else "",
        municipalities=municipalities,
        regions=regions,
        others=others,
        missing=missing,
        missing_count=sum(len(group.names) for group in missing),
    )


def _groups(index: Any, request: HttpRequest) -> tuple[list[Listed], list[Listed], list[Listed]]:
    """Municipalities, regions and others, each by name."""
    found: tuple[list[Listed], list[Listed], list[Listed]] = ([], [], [])
    site, model = site_of(page=index), find_page_model("member")
    if site is None or model is None:
        return found
    pages = model._default_manager.filter(locale=site.root_page.locale, demo=False).select_related(
        "organisation__region", "organisation__municipality__region"
    )
    members = list(public_pages(site=site, pages=pages))
    active = active_language()
    shown = localised(pages=members, language=active)
    for member in members:
        page = shown.get(member.pk)
        if page is None:
            continue
        code = page.locale.language_code
        number, key, region = _place(member.organisation)
        listed = Listed(
            title=page.title,
            url=page.get_url(request) or "",
            language=code if code != active else "",
            relation=member.relation,
            relation_words=relation_words(member),
            region=region,
            key=key,
        )
        found[number].append(listed)
    for group in found:
        group.sort(key=lambda item: alphabetical(item.title))
    return found


def _place(organisation: Any) -> tuple[int, str, str]:
    """Which group it belongs to, its key in the picture, and the name of its region."""
    if organisation is None:
        return 2, "", ""
    municipality = organisation.municipality
    region = organisation.region or (municipality.region if municipality is not None else None)
    name = region.name if region is not None else ""
    if municipality is not None and organisation.type == OrganisationType.MUNICIPALITY:
        return 0, municipality.code, name
    if region is not None and organisation.type == OrganisationType.REGION:
        return 1, region.slug, name
    return 2, "", name


def _marks(listed: Iterable[Listed]) -> dict[str, tilemap.Mark]:
    """A mark for each place; a member's where several pages are of one place."""
    marks: dict[str, tilemap.Mark] = {}
    for item in sorted(listed, key=lambda item: item.relation == Relation.MEMBER):
        is_member = item.relation == Relation.MEMBER
        marks[item.key] = tilemap.Mark(note=item.relation_words, strong=is_member, url=item.url)
    return marks


def _missing(places: Iterable[Municipality], codes: set[str]) -> list[Missing]:
    groups: dict[str, list[str]] = defaultdict(list)
    for place in places:
        if place.code not in codes:
            groups[place.region.name].append(place.short_name)
    return [
        Missing(region, sorted(groups[region], key=alphabetical))
        for region in sorted(groups, key=alphabetical)
    ]


def _label(picture: tilemap.TileMap, listed: Sequence[Listed]) -> str:
    members = len({item.key for item in listed if item.relation == Relation.MEMBER})
    return _(
        "Map of Denmark with a tile for each municipality. %(marked)s of %(total)s have a page "
        "here, %(members)s of them as members. The tables below say the same."
    ) % {"marked": picture.marked, "total": picture.total, "members": members}
