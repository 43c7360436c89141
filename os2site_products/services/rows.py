"""Products in lists: four facts from what the search entry keeps, so that a list needs no page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from os2site_products.enums import ENDED
from os2site_products.services import addresses, wording
from os2site_products.services.answers import LevelMark
from os2site_products.services.users import Reach

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from os2site.models import SearchEntry
    from os2site.search.results import Hit, HitDocument


@dataclass(frozen=True)
class StateMark:
    """A lifecycle for ``components/state.html``."""

    shape: str
    label: str


@dataclass(frozen=True)
class Fact:
    """A label with its value, as ``components/facts.html`` takes it."""

    label: str
    value: str = ""
    none: bool = False
    state: StateMark | None = None
    level: LevelMark | None = None


@dataclass(frozen=True)
class Choice:
    """A check box of a form elsewhere on the page: here, of what is to be compared."""

    form: str
    name: str
    value: str
    label: str


@dataclass(frozen=True)
class ProductRow:
    """A product as ``components/result_row.html`` takes it."""

    mark: str
    title: SafeString
    url: str
    example: bool
    summary: str
    facts: Sequence[Fact]
    choice: Choice | None = None


@dataclass(frozen=True)
class ProductHit:
    """A product as ``components/search_hit.html`` takes it."""

    type_label: str
    title_html: SafeString
    url: str
    snippet_html: SafeString
    meta: str
    example: bool
    document: HitDocument | None
    language: str


def product_row(*, hit: Hit, compare_form: str = "") -> ProductRow:
    """A product in the list of products: for whom, how mature, used by, delivered by.

    :param compare_form: id of the form that takes what is to be compared, where there is one.
    """
    entry, card = hit.entry, hit.entry.card
    return ProductRow(
        mark=card.get("mark") or "andet",
        title=hit.title,
        url=entry.url,
        example=entry.demo,
        summary=entry.summary,
        facts=[
            _names(pgettext("product", "For"), card.get("categories", []), missing=_("Not stated")),
            _maturity(card),
            _users(card),
            _names(_("Delivered by"), card.get("suppliers", []), missing=_("None stated")),
        ],
        choice=_choice(entry, compare_form) if compare_form else None,
    )


def _choice(entry: SearchEntry, form: str) -> Choice:
    label = _("Compare %(name)s") % {"name": entry.title}
    return Choice(form, addresses.PRODUCT_PARAMETER, entry.slug, label)


def product_hit(*, hit: Hit) -> ProductHit:
    """A product among the finds of the whole site, with its maturity after the type."""
    entry, card = hit.entry, hit.entry.card
    level = card.get("level", "")
    parts = [wording.level(level).lower()] if level else []
    return ProductHit(
        type_label=_maturity_phrase(card),
        title_html=hit.title,
        url=entry.url,
        snippet_html=hit.snippet,
        meta=", ".join(parts),
        example=entry.demo,
        document=hit.document,
        language=hit.language,
    )


def _maturity_phrase(card: dict[str, Any]) -> str:
    return wording.maturity(kind=card.get("kind", ""), lifecycle=card.get("lifecycle", ""))


def _maturity(card: dict[str, Any]) -> Fact:
    level = card.get("level", "")
    mark = LevelMark(level or "none", wording.level(level))
    shape = wording.maturity_shape(card.get("lifecycle", "")) or "minus"
    return Fact(_("Maturity"), state=StateMark(shape, _maturity_phrase(card)), level=mark)


def _users(card: dict[str, Any]) -> Fact:
    reach = Reach.from_card(card.get("reach", {}))
    label = _("Used by")
    if reach.count is None:
        return Fact(label, _("Not stated"), none=True)
    text = f"{reach.headline} {reach.note}".strip()
    if reach.dated:
        text = f"{text} ({reach.dated})"
    if card.get("lifecycle") in ENDED:
        label = _("Formerly used by")
    return Fact(label, text)


def _names(label: str, names: Sequence[str], *, missing: str) -> Fact:
    return Fact(label, ", ".join(names)) if names else Fact(label, missing, none=True)
