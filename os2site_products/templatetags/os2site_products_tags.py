"""Turn what a search entry keeps of a product into the row that lists show, and format amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import get_language_info

from os2site_products.services import rows, wording

if TYPE_CHECKING:
    from os2site.search.results import Hit

register = template.Library()


@register.simple_tag
def product_row(hit: Hit, compare_form: str = "") -> rows.ProductRow:
    """The row of ``components/result_row.html`` for a hit in the list of products.

    :param compare_form: id of the form that takes what is to be compared, where there is one.
    """
    return rows.product_row(hit=hit, compare_form=compare_form)


@register.simple_tag
def product_hit(hit: Hit) -> rows.ProductHit:
    """The hit of ``components/search_hit.html`` for a product among other finds."""
    return rows.product_hit(hit=hit)


@register.filter
def amount(value: int | None) -> str:
    """A whole number with thousand separators; "not stated" when there is none."""
    return wording.not_stated() if value is None else wording.number(value)


@register.filter
def money(value: int | None, currency: str = "DKK") -> str:
    """An amount with its currency; "not stated" when there is none."""
    return wording.not_stated() if value is None else wording.money(value, currency=currency)


@register.filter
def sentence(value: str) -> str:
    """The text with its first letter in upper case."""
    return wording.sentence(str(value))


@register.filter
def listed(values: list[str]) -> str:
    """Words as a phrase: "hosting, operation and support"."""
    return wording.listed([str(value) for value in values])


@register.filter
def without_scheme(url: str) -> str:
    """A web address as people write it."""
    return url.removeprefix("https://").removeprefix("http://").rstrip("/")


@register.filter
def language_title(code: str) -> str:
    """Name of a language in the visitor's; the code where it has none."""
    try:
        return str(get_language_info(code.lower())["name_translated"])
    except KeyError:
        return code
