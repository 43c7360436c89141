"""Up to four products side by side, as an address names them: it can be shared and kept.

Nothing in an address raises: what is not understood is left out, and said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site.services import subpages
from os2site_products.services import (
    addresses,
    comparison_choice,
    comparison_facts,
    comparison_rows,
    economy,
    price_section,
    wording,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from os2site.models import Municipality, SearchEntry

#: How many products may be compared.
MOST: Final = 4
#: Parameters of the question for a price, as on a product's page.
PRICE_PARAMETERS: Final = ("municipality", "size", "member")


@dataclass(frozen=True)
class Column:
    """A product that is compared, and the address of the comparison without it."""

    title: str
    slug: str
    demo: bool
    remove_url: str


@dataclass(frozen=True)
class Comparison:
    """All that the page shows.

    :param notices: what was left out of the address, and why.
    :param price_label: for whom the prices are, once that is known.
    :param choice: what can be added, and how.
    :param add_hidden: parameters that the form for another product carries along; ``price_hidden``
        those of the form for a price.
    """

    action: str
    columns: Sequence[Column]
    rows: Sequence[comparison_rows.Row]
    choice: comparison_choice.Choice
    notices: Sequence[str]
    add_hidden: Sequence[tuple[str, str]]
    price_hidden: Sequence[tuple[str, str]]
    question: economy.PriceQuestion
    municipalities: Sequence[Municipality]
    sizes: Sequence[economy.SizeOption]
    price_label: str
    reset_url: str

    @property
    def is_full(self) -> bool:
        """Whether no further product can be added."""
        return len(self.columns) >= MOST


def address(*, index_url: str, slugs: Sequence[str]) -> str:
    """Address of the comparison of these products; empty where the list has no address."""
    own = subpages.address(parent_url=index_url, slug=addresses.COMPARE)
    return (
        f"{own}?{urlencode([(addresses.PRODUCT_PARAMETER, slug) for slug in slugs])}"
        if own and slugs
        else own
    )


def build(*, index: Any, request: HttpRequest) -> Comparison:
    """The comparison that the request asks for, of products below a list, in its language."""
    language = index.locale.language_code
    offered = comparison_choice.offered(index=index)
    chosen, notices = _read(request.GET.getlist(addresses.PRODUCT_PARAMETER), offered)
    facts = comparison_facts.gather(entries=chosen, language=language, now=timezone.now())
    municipalities = economy.municipality_options()
    ranges = economy.size_ranges()
    asked = {name: request.GET.get(name, "") for name in PRICE_PARAMETERS}
    question = economy.read_question(parameters=asked, municipalities=municipalities, ranges=ranges)
    slugs = [item.entry.slug for item in facts]
    kept = [(name, value) for name, value in _understood(question).items() if value]
    sizes = economy.size_options(ranges=ranges, selected=question.size)
    price_label = price_section.price_label(question=question, sizes=sizes)
    action = subpages.address(parent_url=index.get_url(request) or "", slug=addresses.COMPARE)

    def url(names: Iterable[str]) -> str:
        pairs = [*((addresses.PRODUCT_PARAMETER, name) for name in names), *kept]
        return f"{action}?{urlencode(pairs)}" if pairs else action

    return Comparison(
        action=action,
        columns=[
            Column(
                item.entry.title,
                item.entry.slug,
                item.entry.demo,
                url([slug for slug in slugs if slug != item.entry.slug]),
            )
            for item in facts
        ],
        rows=comparison_rows.build(
            facts=facts, question=question, price_note=price_label, request=request
        ),
        choice=comparison_choice.build(
            offered=offered,
            chosen=slugs,
            text=request.GET.get(addresses.FIND_PARAMETER, ""),
            is_full=len(slugs) >= MOST,
            add_url=lambda slug: url([*slugs, slug]),
            index=index,
        ),
        notices=notices,
        add_hidden=[*((addresses.PRODUCT_PARAMETER, slug) for slug in slugs), *kept],
        price_hidden=[(addresses.PRODUCT_PARAMETER, slug) for slug in slugs],
        question=question,
        municipalities=municipalities,
        sizes=sizes,
        price_label=price_label,
        reset_url=url([]),
    )


def _read(
    values: Sequence[str], offered: QuerySet[SearchEntry]
) -> tuple[list[SearchEntry], list[str]]:
    """The products that the address names, and what was left out of it.

    A draft, a private product and one that never was get the same words.
    """
    named = [value.strip() for value in values if value.strip()]
    distinct = list(dict.fromkeys(named))
    # No address has a control character, and PostgreSQL refuses to be asked for one.
    asked = offered.filter(slug__in=[slug for slug in distinct if slug.isprintable()])
    found = {entry.slug: entry for entry in asked} if distinct else {}
    known = [found[slug] for slug in distinct if slug in found]
    unknown = len(distinct) - len(known)
    notices = []
    if unknown:
        notices.append(
            ngettext(
                "A product in the address is not in this list. It is left out.",
                "%(count)s products in the address are not in this list. They are left out.",
                unknown,
            )
            % {"count": unknown}
        )
    if len(named) > len(distinct):
        notices.append(_("A product was named more than once. It is shown once."))
    if len(known) > MOST:
        left_out = wording.listed([entry.title for entry in known[MOST:]])
        notices.append(
            _("At most four products can be compared. Left out: %(names)s.") % {"names": left_out}
        )
    return known[:MOST], notices


def _understood(question: economy.PriceQuestion) -> dict[str, str]:
    """The question for a price in parameters, less what was not understood."""
    place = question.municipality
    answers = {value: text for text, value in economy.MEMBER_ANSWERS.items()}
    return {
        "municipality": place.slug if place is not None else "",
        "size": question.size,
        "member": "" if question.member is None else answers[question.member],
    }
