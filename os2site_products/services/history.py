"""What is known of a product's past, from things that carry a date."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from os2site_products.enums import BasisType
from os2site_products.models import Assessment, ProductMove
from os2site_products.services import moves, wording
from os2site_products.services.economy import PriceTable


@dataclass(frozen=True)
class HistoryItem:
    """A dated event, as ``components/timeline.html`` takes it."""

    date: datetime.date
    title: str
    text: str
    past: bool
    label: str = ""


def history(
    *,
    product: Any,
    assessments: Sequence[Assessment],
    tables: Sequence[PriceTable],
    product_moves: Sequence[ProductMove] = (),
    today: datetime.date,
) -> list[HistoryItem]:
    """Assessments, price tables and moves of the product with a date, newest first."""
    found = [
        (item.date, _assessment_title(item.type, item.decided_level), item.summary)
        for item in assessments
        if item.date is not None
    ]
    dated = {(item.date, item.type) for item in assessments}
    if product.basis_date and (product.basis_date, product.basis_type) not in dated:
        title = _assessment_title(product.basis_type, product.governance_level)
        found.append((product.basis_date, title, product.basis_text))
    found += [
        (table.as_of, _("New prices"), _prices_text(table))
        for table in tables
        if table.as_of is not None
    ]
    found += [(move.date, moves.title(move), moves.text(move)) for move in product_moves]
    found.sort(key=lambda item: item[0], reverse=True)
    return [HistoryItem(date, title, text, past=date <= today) for date, title, text in found]


def _assessment_title(type: str, level: str) -> str:
    if type == BasisType.SELF_ASSESSMENT:
        return _("Assessed by the product itself")
    if not level:
        return _("Evaluated by the secretariat")
    return _("Evaluated: %(level)s") % {"level": wording.level(level).lower()}


def _prices_text(table: PriceTable) -> str:
    amounts = table.member_range()
    if amounts is None:
        return ""
    return _("%(amounts)s a year for members") % {
        "amounts": wording.money_range(*amounts, currency=table.currency)
    }
