"""What a product costs: dated price tables, and the fee for one authority."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import gettext as _

from os2site.enums import SizeClass
from os2site.models import Municipality
from os2site.services.languages import active_language
from os2site_products.models import EconomyRule
from os2site_products.services import wording
from os2site_products.services.page_terms import SIZE_CLASS, page_terms

#: Slug of the rule that holds the association's own yearly fee.
MEMBERSHIP_RULE = "kontingent"
#: Slug of the rule that whoever joins late in the year pays a part of it.
LATE_RULE = "kontingent-halvaar"
MEMBER_ANSWERS: Mapping[str, bool] = {"ja": True, "nej": False}


@dataclass(frozen=True)
class PriceTable:
    """The prices of one date, ``None`` when the source has no date; rows by size."""

    as_of: datetime.date | None
    rows: Sequence[Any]

    def row(self, size: str) -> Any | None:
        """The row of a size class, ``None`` when the table has none."""
        return next((row for row in self.rows if row.size_class == size), None)

    @property
    def vat(self) -> str:
        """How the amounts stand to VAT, in the source's words."""
        return str(self.rows[0].vat)

    @property
    def currency(self) -> str:
        """Currency code of the amounts."""
        return str(self.rows[0].currency)

    def member_range(self) -> tuple[int, int] | None:
        """Lowest and highest yearly amount for members, ``None`` when none is stated."""
        amounts = [row.annual_member for row in self.rows if row.annual_member is not None]
        return (min(amounts), max(amounts)) if amounts else None


@dataclass(frozen=True)
class Fee:
    """What one authority pays, in whole currency units; ``None`` where an amount is not stated.

    :param percent: what the product adds to the yearly amount for shared governance.
    """

    entry_fee: int | None
    annual: int | None
    currency: str
    vat: str
    percent: Decimal | None = None

    @property
    def contribution(self) -> int | None:
        """The amount that is added for shared governance; unknown when the percentage is."""
        if self.annual is None or self.percent is None:
            return None
        return int((self.annual * self.percent / 100).quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def yearly(self) -> int | None:
        """What is paid each year, with what is added for shared governance where it is known."""
        return None if self.annual is None else self.annual + (self.contribution or 0)

    @property
    def first_year(self) -> int | None:
        """Joining fee and the first year together; unknown when either is."""
        if self.entry_fee is None or self.yearly is None:
            return None
        return self.entry_fee + self.yearly


@dataclass(frozen=True)
class MembershipFee:
    """The association's own fee, in whole DKK.

    :param late_amount: the first year's for whoever joins after ``late_after``; ``None`` when no
        rule says that it is less.
    """

    amount: int
    late_amount: int | None = None
    late_after: datetime.date | None = None


@dataclass(frozen=True)
class SizeOption:
    """A size class that can be chosen, with its range of citizens in words."""

    value: str
    label: str
    citizens: str
    selected: bool


@dataclass(frozen=True)
class PriceQuestion:
    """What a visitor asked for, as far as the address could be understood.

    :param size: size class, empty when it is neither chosen nor known for the municipality.
    :param member: ``None`` when it is neither chosen nor known.
    :param problems: what must be chosen or was not understood, in the visitor's language.
    """

    municipality: Municipality | None = None
    size: str = ""
    member: bool | None = None
    asked: bool = False
    problems: Sequence[str] = field(default_factory=tuple)

    @property
    def is_complete(self) -> bool:
        """Whether a price can be looked up."""
        return bool(self.size) and self.member is not None


def price_tables(*, prices: Sequence[Any], today: datetime.date) -> list[PriceTable]:
    """Prices as tables: the one in force first, then the others from new to old.

    In force is the newest that has begun; a table without a date stands after dated ones.
    """
    sizes = list(SizeClass.values)
    groups: dict[datetime.date | None, list[Any]] = {}
    for row in prices:
        groups.setdefault(row.as_of, []).append(row)
    tables = [
        PriceTable(as_of, sorted(rows, key=lambda row: sizes.index(row.size_class)))
        for as_of, rows in groups.items()
    ]
    tables.sort(key=lambda table: table.as_of or datetime.date.min, reverse=True)
    begun = [table for table in tables if table.as_of is not None and table.as_of <= today]
    undated = [table for table in tables if table.as_of is None]
    in_force = next(iter([*begun, *undated, *tables[::-1]]), None)
    if in_force is None:
        return []
    return [in_force, *(table for table in tables if table is not in_force)]


def fee(*, table: PriceTable, size: str, member: bool) -> Fee | None:
    """What an authority of this size pays, ``None`` when the table does not cover its size."""
    row = table.row(size)
    if row is None:
        return None
    annual = row.annual_member if member else row.annual_non_member
    return Fee(row.entry_fee, annual, row.currency, row.vat, row.governance_percent)


def size_ranges() -> dict[str, tuple[int | None, int | None]]:
    """Size class → lowest and highest number of citizens, as the vocabulary has them."""
    terms = page_terms(vocabulary=SIZE_CLASS, language=active_language())
    return {
        term.slug: (term.attributes.get("min_citizens"), term.attributes.get("max_citizens"))
        for term in terms
    }


def size_of(
    *, municipality: Municipality, ranges: Mapping[str, tuple[int | None, int | None]]
) -> str:
    """Size class of a municipality: the stored one, else by its population; empty when unknown."""
    if municipality.size_class or municipality.population is None:
        return municipality.size_class
    for size, (lowest, highest) in ranges.items():
        if (lowest or 0) <= municipality.population and (
            highest is None or municipality.population <= highest
        ):
            return size
    return ""


def size_options(
    *, ranges: Mapping[str, tuple[int | None, int | None]], selected: str
) -> list[SizeOption]:
    """All size classes as choices."""
    options = []
    for value, label in SizeClass.choices:
        lowest, highest = ranges.get(value, (None, None))
        citizens = wording.citizens(lowest=lowest, highest=highest)
        options.append(SizeOption(value, str(label), citizens, value == selected))
    return options


def read_question(
    *,
    parameters: Mapping[str, str],
    municipalities: Sequence[Municipality],
    ranges: Mapping[str, tuple[int | None, int | None]],
) -> PriceQuestion:
    """Read ``municipality``, ``size`` and ``member`` from an address; nothing raises.

    A municipality whose size is known wins over a chosen size. Membership that is not chosen is
    taken from the municipality where a source states it.
    """
    slug, size, answer = (
        parameters.get(name, "").strip() for name in ("municipality", "size", "member")
    )
    if not (slug or size or answer):
        return PriceQuestion()
    problems = []
    municipality = next((item for item in municipalities if item.slug == slug), None)
    if slug and municipality is None:
        problems.append(_("That municipality is not known here. Choose one from the list."))
    if size not in SizeClass.values:
        if size:
            problems.append(_("That size is not known here. Choose one of the four."))
        size = ""
    member = MEMBER_ANSWERS.get(answer)
    if municipality is not None:
        known = size_of(municipality=municipality, ranges=ranges)
        if not known and not size:
            problems.append(
                _("The size of %(name)s is not stated here. Choose the size too.")
                % {"name": municipality.name}
            )
        size = known or size
        if member is None:
            member = municipality.member
    if not size and not problems:
        problems.append(_("Choose a municipality or a size."))
    if member is None:
        problems.append(_("Choose whether you are a member of the association."))
    return PriceQuestion(municipality, size, member, asked=True, problems=tuple(problems))


def municipality_options() -> list[Municipality]:
    """All municipalities by name."""
    return list(Municipality.objects.order_by("short_name"))


def membership_fee(*, year: int) -> MembershipFee | None:
    """The association's own yearly fee, ``None`` when no rule states it. One query.

    :param year: in which the day falls from which on less is paid.
    """
    rules = EconomyRule.objects.filter(slug__in=[MEMBERSHIP_RULE, LATE_RULE])
    values = dict(rules.values_list("slug", "values"))
    rule, late = values.get(MEMBERSHIP_RULE), values.get(LATE_RULE)
    amount = rule.get("amount") if isinstance(rule, dict) else None
    if not isinstance(amount, int):
        return None
    if not isinstance(late, dict):
        return MembershipFee(amount)
    try:
        # What editors write as JSON may be anything.
        after = datetime.date.fromisoformat(f"{year}-{late['cutoff']}")
        return MembershipFee(amount, round(amount * float(late["factor"])), after)
    except (KeyError, TypeError, ValueError):
        return MembershipFee(amount)
