"""The facts of compared products as rows of a table, in visitors' words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from os2site.services.menus import Link
from os2site_products.services import economy, linked, price_section, wording
from os2site_products.services.answers import LevelMark
from os2site_products.services.rows import StateMark
from os2site_products.services.users import Reach

if TYPE_CHECKING:
    from django.http import HttpRequest

    from os2site_products.services.comparison_facts import ProductFacts


@dataclass(frozen=True)
class Cell:
    """What is known of one product: a text or links, a note below; ``none`` when it is unknown.

    :param product: name of the product, for screens on which cells stand below each other.
    """

    product: str = ""
    text: str = ""
    note: str = ""
    none: bool = False
    links: Sequence[Link] = ()
    level: LevelMark | None = None
    state: StateMark | None = None


@dataclass(frozen=True)
class Row:
    """A question, a note on it, and the answer of each product in the order of the columns."""

    label: str
    note: str
    cells: Sequence[Cell]


def build(
    *,
    facts: Sequence[ProductFacts],
    question: economy.PriceQuestion,
    price_note: str,
    request: HttpRequest,
) -> list[Row]:
    """All rows, in the order in which a product's page tells the same.

    :param price_note: for whom the prices are.
    """
    price = _("Price")
    lines: list[tuple[str, Callable[[ProductFacts], Cell]]] = [
        (_("What it does"), lambda item: _text(item.page.tagline)),
        (pgettext("product", "For"), lambda item: _text(", ".join(item.entry.card["categories"]))),
        (_("Kind"), lambda item: _text(item.page.get_kind_display())),
        (_("Maturity"), lambda item: _lifecycle(item.page)),
        (_("Governance level"), lambda item: _level(item.page)),
        (_("Target level"), lambda item: _target(item.page)),
        (pgettext("product", "Users"), _users),
        (_("Suppliers"), lambda item: _suppliers(item, request)),
        (price, lambda item: _price(item.prices, question)),
        (_("Licence"), lambda item: _text(item.page.licence)),
        (_("Built with"), lambda item: _text(", ".join(item.technologies))),
        (_("Groups"), _groups),
        (_("Latest news"), lambda item: _mention(item.newest)),
        (_("Next event"), lambda item: _mention(item.coming)),
        (_("All about it"), lambda item: _page(item, request)),
    ]
    return [
        Row(
            label,
            price_note if label == price else "",
            [replace(cell(item), product=_name(item)) for item in facts],
        )
        for label, cell in lines
    ]


def _name(item: ProductFacts) -> str:
    title = str(item.entry.title)
    return f"{title} ({_('example')})" if item.entry.demo else title


def _text(text: str) -> Cell:
    return Cell(text=text) if text else Cell(text=wording.not_stated(), none=True)


def _lifecycle(page: Any) -> Cell:
    if not page.lifecycle:
        return _text("")
    mark = StateMark(wording.maturity_shape(page.lifecycle), page.get_lifecycle_display())
    return Cell(state=mark)


def _level(page: Any) -> Cell:
    level = page.governance_level
    if not level:
        return Cell(text=wording.level(""), none=True)
    parts = [page.get_basis_type_display() if page.basis_type else _("Basis not stated")]
    parts.append(wording.day(page.basis_date) if page.basis_date else _("undated"))
    return Cell(note=", ".join(parts), level=LevelMark(level, wording.level(level)))


def _target(page: Any) -> Cell:
    return _text(wording.level(page.governance_target) if page.governance_target else "")


def _users(item: ProductFacts) -> Cell:
    reach = Reach.from_card(item.entry.card.get("reach", {}))
    notes = [part for part in (reach.note, reach.dated) if part]
    return Cell(
        text=reach.headline,
        note=wording.sentence(", ".join(notes)),
        none=reach.count is None,
    )


def _suppliers(item: ProductFacts, request: HttpRequest) -> Cell:
    if not item.suppliers:
        return Cell(text=_("None stated"), none=True)
    roles = dict.fromkeys(role for supplier in item.suppliers for role in supplier.roles)
    return Cell(
        links=[
            Link(supplier.page.title, supplier.page.get_url(request) or "")
            for supplier in item.suppliers
        ],
        note=wording.sentence(", ".join(roles).lower()),
    )


def _price(table: economy.PriceTable | None, question: economy.PriceQuestion) -> Cell:
    if table is None:
        return _text("")
    cell = _fee(table, question) if question.is_complete else _range(table)
    if cell.none:
        return cell
    day = _("undated") if table.as_of is None else wording.day(table.as_of)
    notes = [
        cell.note,
        _("Prices: %(day)s.") % {"day": day},
        price_section.vat_statement(table.vat),
    ]
    return replace(cell, note=" ".join(note for note in notes if note))


def _range(table: economy.PriceTable) -> Cell:
    amounts = table.member_range()
    if amounts is None:
        return _text("")
    money = wording.money_range(*amounts, currency=table.currency)
    return Cell(text=_("%(amounts)s a year") % {"amounts": money}, note=_("For members."))


def _fee(table: economy.PriceTable, question: economy.PriceQuestion) -> Cell:
    fee = economy.fee(table=table, size=question.size, member=bool(question.member))
    if fee is None or fee.yearly is None:
        return Cell(text=_("Not stated for this size"), none=True)
    annual = wording.money(fee.yearly, currency=fee.currency)
    text = _("%(amounts)s a year") % {"amounts": annual}
    if fee.entry_fee is None:
        return Cell(text=text, note=_("Joining fee not stated."))
    if not fee.entry_fee:
        return Cell(text=text, note=_("No joining fee."))
    joining = wording.money(fee.entry_fee, currency=fee.currency)
    return Cell(text=text, note=_("Plus %(amount)s once for joining.") % {"amount": joining})


def _groups(item: ProductFacts) -> Cell:
    return _text(
        ", ".join(
            f"{group.get_type_display()} ({group.get_status_display().lower()})"
            for group in item.groups
        )
    )


def _mention(mention: linked.Mention | None) -> Cell:
    if mention is None:
        return Cell(text=_("None at the moment"), none=True)
    day = wording.day(linked.local_day(mention))
    return Cell(links=[Link(mention.title, mention.url)], note=day)


def _page(item: ProductFacts, request: HttpRequest) -> Cell:
    title = _("The page about %(name)s") % {"name": item.page.title}
    return Cell(links=[Link(title, item.page.get_url(request) or "")])
