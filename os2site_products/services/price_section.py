"""The section on economy: price tables in words and, once a visitor has asked, the sum."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from os2site import partial_dates
from os2site_products.services import economy, wording

if TYPE_CHECKING:
    from django.http import HttpRequest

    from os2site.models import Municipality

#: How the content's sources say that VAT is not in the amounts, and that they don't say.
WITHOUT_VAT = frozenset({"ekskl. moms", "excl. moms", "uden moms"})
VAT_UNKNOWN = frozenset({"", "ikke oplyst"})


@dataclass(frozen=True)
class PriceLine:
    """A size class with its prices in whole currency units; ``None`` where not stated."""

    label: str
    citizens: str
    entry_fee: int | None
    annual_member: int | None
    annual_non_member: int | None
    is_chosen: bool


@dataclass(frozen=True)
class PriceTableView:
    """A price table with the day it is from in its title."""

    title: str
    currency: str
    lines: Sequence[PriceLine]
    has_choice: bool


@dataclass(frozen=True)
class PriceSection:
    """``table`` is the one in force, ``None`` when no prices are stated; ``others`` stay readable.

    ``fee`` is there once a visitor has chosen size and membership and the table covers them.
    """

    table: PriceTableView | None = None
    others: Sequence[PriceTableView] = ()
    municipalities: Sequence[Municipality] = ()
    sizes: Sequence[economy.SizeOption] = ()
    question: economy.PriceQuestion = field(default_factory=economy.PriceQuestion)
    fee: economy.Fee | None = None
    membership_fee: economy.MembershipFee | None = None
    vat_statement: str = ""
    age_note: str = ""

    @property
    def price_label(self) -> str:
        """For whom the price is."""
        return price_label(question=self.question, sizes=self.sizes)


def price_label(*, question: economy.PriceQuestion, sizes: Sequence[economy.SizeOption]) -> str:
    """For whom prices are, such as "Aarhus Kommune, stor, medlem"; empty before that is known."""
    if not question.is_complete:
        return ""
    place = question.municipality
    size = next((item.label for item in sizes if item.selected), "")
    member = _("member") if question.member else _("not a member")
    return ", ".join([*([place.name] if place else []), size.lower(), member])


def build(*, tables: Sequence[economy.PriceTable], request: HttpRequest) -> PriceSection:
    """The section for a request. Without a price table nothing is asked of the database.

    :param tables: the one in force first.
    """
    if not tables:
        return PriceSection()
    current = tables[0]
    today = timezone.localdate()
    municipalities = economy.municipality_options()
    ranges = economy.size_ranges()
    question = economy.read_question(
        parameters=request.GET.dict(), municipalities=municipalities, ranges=ranges
    )
    sizes = economy.size_options(ranges=ranges, selected=question.size)
    fee = None
    if question.size and question.member is not None:
        fee = economy.fee(table=current, size=question.size, member=question.member)
    return PriceSection(
        table=_table_view(current, sizes, chosen=question.size),
        others=[_table_view(table, sizes) for table in tables[1:]],
        municipalities=municipalities,
        sizes=sizes,
        question=question,
        fee=fee,
        # Told only to members, beside their price.
        membership_fee=economy.membership_fee(year=today.year)
        if fee is not None and question.member
        else None,
        vat_statement=vat_statement(current.vat),
        age_note=age_note(current.as_of, today=today),
    )


def age_note(as_of: datetime.date | None, *, today: datetime.date) -> str:
    """That prices in force are old, or that nobody knows; empty while they are new."""
    if as_of is None:
        return _("The source has no date. Ask whether the prices still hold.")
    age = partial_dates.age_note(as_of.isoformat(), today=today)
    return _("The price list is %(age)s. Ask whether it still holds.") % {"age": age} if age else ""


def vat_statement(vat: str) -> str:
    """How the amounts stand to VAT, as a sentence."""
    if vat.lower() in WITHOUT_VAT:
        return _("All amounts are without VAT.")
    if vat.lower() in VAT_UNKNOWN:
        return _("The source does not say whether VAT is included.")
    return _("VAT: %(vat)s.") % {"vat": vat}


def _table_view(
    table: economy.PriceTable, sizes: Sequence[economy.SizeOption], *, chosen: str = ""
) -> PriceTableView:
    if table.as_of is None:
        title = _("Prices, undated")
    else:
        title = _("Prices from %(date)s") % {"date": wording.day(table.as_of)}
    by_value = {size.value: size for size in sizes}
    lines = [
        PriceLine(
            by_value[row.size_class].label,
            by_value[row.size_class].citizens,
            row.entry_fee,
            row.annual_member,
            row.annual_non_member,
            row.size_class == chosen,
        )
        for row in table.rows
    ]
    return PriceTableView(title, table.currency, lines, any(line.is_chosen for line in lines))
