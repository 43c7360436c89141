"""The answers that stand first on a product's page, and the step that follows from them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site.services.current import facts_of
from os2site_products.enums import BasisType
from os2site_products.services import linked, wording

if TYPE_CHECKING:
    from django.http import HttpRequest

    from os2site_products.services.economy import PriceTable
    from os2site_products.services.governance import Report
    from os2site_products.services.users import Reach


@dataclass(frozen=True)
class LevelMark:
    """A governance level for ``components/level.html``; code and word."""

    level: str
    label: str


@dataclass(frozen=True)
class AnswerFact:
    """A question and its answer, as ``components/answers.html`` takes them."""

    label: str
    value: str
    note: str = ""
    url: str = ""
    url_label: str = ""
    level: LevelMark | None = None


@dataclass(frozen=True)
class NextStep:
    """What a visitor can do now."""

    title: str
    url: str
    label: str


def answers(
    *,
    product: Any,
    categories: Sequence[str],
    report: Report | None,
    suppliers: Sequence[linked.SupplierView],
    reach: Reach,
    table: PriceTable | None,
) -> list[AnswerFact]:
    """For whom, how mature, who uses it, who delivers it, what it costs."""
    return [
        AnswerFact(
            _("What is it for?"),
            categories[0] if categories else _("Not stated"),
            ", ".join(categories[1:]),
        ),
        _maturity(product, report),
        AnswerFact(
            _("Who uses it?"),
            reach.headline,
            ", ".join(part for part in (reach.note, reach.dated) if part),
            "#anvendere" if reach.count is not None else "",
            _("See who"),
        ),
        _delivery(suppliers),
        _cost(table),
    ]


def _maturity(product: Any, report: Report | None) -> AnswerFact:
    level = product.governance_level
    date = product.basis_date or (report.assessment.date if report is not None else None)
    basis = product.basis_type or (report.assessment.type if report is not None else "")
    note = _basis(basis, date) if level else ""
    return AnswerFact(
        _("How mature?"),
        wording.maturity(kind=product.kind, lifecycle=product.lifecycle),
        note,
        level=LevelMark(level or "none", wording.level(level)),
    )


def _basis(basis: str, date: datetime.date | None) -> str:
    """What a level rests on, and since when: unknown is written, never hidden."""
    if not basis:
        return _("Basis not stated")
    day = _("undated") if date is None else wording.day(date)
    if basis == BasisType.SELF_ASSESSMENT:
        return _("By its own account, %(date)s") % {"date": day}
    return _("Evaluated %(date)s") % {"date": day}


def _delivery(suppliers: Sequence[linked.SupplierView]) -> AnswerFact:
    current = [supplier for supplier in suppliers if supplier.active is not False]
    label = _("Who delivers it?")
    if not current:
        return AnswerFact(label, _("None stated"), "", "#leverandoerer", _("How to get help"))
    if len(current) == 1:
        value = current[0].title
    else:
        value = ngettext("%(count)s supplier", "%(count)s suppliers", len(current)) % {
            "count": len(current)
        }
    return AnswerFact(
        label, value, linked.role_names(current), "#leverandoerer", _("See the suppliers")
    )


def _cost(table: PriceTable | None) -> AnswerFact:
    label = _("What does it cost?")
    amounts = table.member_range() if table is not None else None
    if table is None or amounts is None:
        return AnswerFact(label, _("Not stated"), "", "#oekonomi", _("Who to ask"))
    value = _("%(amounts)s a year") % {
        "amounts": wording.money_range(*amounts, currency=table.currency)
    }
    joins = any(row.entry_fee for row in table.rows)
    note = _("For members, plus joining fee.") if joins else _("For members.")
    return AnswerFact(label, value, note, "#oekonomi", _("Find your price"))


def next_step(
    *,
    product: Any,
    mentions: Sequence[linked.Mention],
    list_url: str,
    now: datetime.datetime,
    request: HttpRequest,
) -> NextStep | None:
    """A coming event, else a question to the association; for what has ended, another product."""
    all_products = NextStep(_("Compare with the other solutions"), list_url, _("See all solutions"))
    if product.has_ended:
        all_products = NextStep(
            _("The community no longer offers it"), list_url, _("Find another product")
        )
    else:
        coming = next((item for item in mentions if item.date and item.date > now), None)
        if coming is not None:
            return NextStep(coming.title, coming.url, _("See the event"))
        email = facts_of(request).settings.contact_email
        if email:
            return NextStep(
                _("Hear how to get started"),
                f"mailto:{email}?subject={quote(product.title)}",
                _("Write to the association"),
            )
        if product.website_url:
            return NextStep(
                _("See more on its own website"), product.website_url, _("Open website")
            )
    return all_products if list_url else None
