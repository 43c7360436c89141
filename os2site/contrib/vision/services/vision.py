"""The vision page in the parts that it is read in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.dates import MONTHS

from os2site.contrib.vision.enums import InitiativeStatus, ItemType
from os2site.contrib.vision.services import scale
from os2site.contrib.vision.services.paragraphs import split_paragraphs
from os2site.services.languages import localised
from os2site.services.menus import Link

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Badge:
    """A status in a word; ``tone`` and ``icon`` as ``components/badge.html`` takes them."""

    label: str
    tone: str
    icon: str


@dataclass(frozen=True)
class Statement:
    """The vision: a large first paragraph, a lead, and what follows as HTML."""

    item: Any
    statement: str
    lead: str
    rest: SafeString


@dataclass(frozen=True)
class Milestone:
    """A milestone; ``when`` is a month and a year, or a year."""

    when: str
    text: str


@dataclass(frozen=True)
class Initiative:
    """An initiative; ``bar`` is its place on the scale of years, ``None`` without a period."""

    item: Any
    badge: Badge | None
    bar: scale.Bar | None
    milestones: Sequence[Milestone]
    products: Sequence[Link]


@dataclass(frozen=True)
class VisionView:
    """All parts of the page; a part without items is ``None`` or empty.

    :param years: the columns of the scale, empty when no initiative has a period.
    :param legend: the badges of all statuses.
    """

    vision: Statement | None
    missions: Sequence[Any]
    pillars: Sequence[Any]
    strategies: Sequence[Any]
    initiatives: Sequence[Initiative]
    years: Sequence[int]
    legend: Sequence[Badge]


#: Tone and shape of each status.
BADGES = {
    InitiativeStatus.DONE: ("ok", "check"),
    InitiativeStatus.RUNNING: ("note", "half"),
    InitiativeStatus.PLANNED: ("note", "dash"),
    InitiativeStatus.STOPPED: ("bad", "cross"),
}


def build(*, page: Any, request: HttpRequest) -> VisionView:
    """The page's items in their parts. Two queries for the products, whatever their number."""
    items = list(page.items.all())
    visions = _of(items, ItemType.VISION)
    initiatives = _of(items, ItemType.INITIATIVE)
    today = timezone.localdate()
    years = scale.years(
        periods=[(item.period_from, item.period_to) for item in initiatives], today=today
    )
    products = _products(page, request)
    return VisionView(
        vision=_statement(visions[0]) if visions else None,
        missions=_of(items, ItemType.MISSION),
        pillars=_of(items, ItemType.PILLAR),
        strategies=_of(items, ItemType.STRATEGY) + visions[1:],
        initiatives=[_initiative(item, years, products.get(item.slug, ())) for item in initiatives],
        years=years,
        legend=[badge(status) for status in InitiativeStatus],
    )


def statement(*, items: Iterable[Any]) -> str:
    """The first paragraph of the vision, empty when there is none."""
    visions = _of(items, ItemType.VISION)
    return _statement(visions[0]).statement if visions else ""


def badge(status: InitiativeStatus) -> Badge:
    """A status as a badge."""
    tone, icon = BADGES[status]
    return Badge(str(status.label), tone, icon)


def _of(items: Iterable[Any], item_type: ItemType) -> list[Any]:
    return [item for item in items if item.type == item_type]


def _statement(item: Any) -> Statement:
    first, second, rest = split_paragraphs(item.text)
    return Statement(item, first or item.title, second, rest)


def _initiative(item: Any, years: Sequence[int], products: Sequence[Link]) -> Initiative:
    is_known = item.status in InitiativeStatus.values
    return Initiative(
        item=item,
        badge=badge(InitiativeStatus(item.status)) if is_known else None,
        bar=scale.bar(first=item.period_from, last=item.period_to, status=item.status, years=years),
        milestones=[_milestone(child.value) for child in item.milestones],
        products=products,
    )


def _milestone(value: Any) -> Milestone:
    year, month = value["year"], value["month"]
    return Milestone(f"{MONTHS[month]} {year}" if month else str(year), value["text"])


def _products(page: Any, request: HttpRequest) -> dict[str, list[Link]]:
    """Public products by the initiative that they belong to, in the editors' order."""
    rows = list(page.products.select_related("target") if page.pk else page.products.all())
    targets = localised(
        pages=[row.target for row in rows if row.target is not None],
        language=page.locale.language_code,
    )
    found: dict[str, list[Link]] = defaultdict(list)
    for row in rows:
        target = targets.get(row.target_id)
        if target is not None:
            found[row.initiative].append(Link(target.title, target.get_url(request) or ""))
    return found
