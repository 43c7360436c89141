"""Prices in words."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def price_text(amount: Decimal | None, currency: str) -> str:
    """The price in words: "Gratis", "300 kr."; empty when unknown."""
    if amount is None:
        return ""
    if amount == 0:
        return pgettext("price", "Free")
    places = 0 if amount == amount.to_integral_value() else 2
    number = number_format(amount, decimal_pos=places, force_grouping=True)
    if currency == "DKK":
        return _("%(amount)s DKK") % {"amount": number}
    return f"{number}\u00a0{currency}"
