"""Codes of the catalogue in visitors' words, in the active language."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from os2site_products.enums import Kind, Level, Lifecycle

_PRODUCT: dict[str, Any] = {
    "": gettext_lazy("Product, state not stated"),
    Lifecycle.IDEA: gettext_lazy("Idea for a product"),
    Lifecycle.SANDBOX: gettext_lazy("Product in the sandbox"),
    Lifecycle.DEVELOPMENT: gettext_lazy("Product under development"),
    Lifecycle.MATURING: gettext_lazy("Maturing product"),
    Lifecycle.OPERATION: gettext_lazy("Product in operation"),
    Lifecycle.RENEWAL: gettext_lazy("Product being renewed"),
    Lifecycle.PAUSED: gettext_lazy("Paused product"),
    Lifecycle.HANDED_OVER: gettext_lazy("Product that is handed over"),
    Lifecycle.ARCHIVED: gettext_lazy("Archived product"),
}
_PROJECT: dict[str, Any] = {
    "": gettext_lazy("Project, state not stated"),
    Lifecycle.IDEA: gettext_lazy("Idea for a project"),
    Lifecycle.SANDBOX: gettext_lazy("Project in the sandbox"),
    Lifecycle.DEVELOPMENT: gettext_lazy("Project under development"),
    Lifecycle.MATURING: gettext_lazy("Maturing project"),
    Lifecycle.OPERATION: gettext_lazy("Project in operation"),
    Lifecycle.RENEWAL: gettext_lazy("Project being renewed"),
    Lifecycle.PAUSED: gettext_lazy("Paused project"),
    Lifecycle.HANDED_OVER: gettext_lazy("Project that is handed over"),
    Lifecycle.ARCHIVED: gettext_lazy("Archived project"),
}

#: Status shape (``components/shape.html``) of a lifecycle state; none when it is not stated.
_SHAPES: dict[str, str] = {
    Lifecycle.IDEA: "dash",
    Lifecycle.SANDBOX: "dash",
    Lifecycle.DEVELOPMENT: "ring",
    Lifecycle.MATURING: "half",
    Lifecycle.OPERATION: "full",
    Lifecycle.RENEWAL: "half",
    Lifecycle.PAUSED: "pause",
    Lifecycle.HANDED_OVER: "square",
    Lifecycle.ARCHIVED: "square",
}


def maturity(*, kind: str, lifecycle: str) -> str:
    """Kind and lifecycle in one phrase, such as "Product in operation"."""
    phrases = _PROJECT if kind == Kind.PROJECT else _PRODUCT
    return str(phrases.get(lifecycle, phrases[""]))


def maturity_shape(lifecycle: str) -> str:
    """Name of the status shape, empty when the lifecycle is not stated."""
    return _SHAPES.get(lifecycle, "")


def level(code: str) -> str:
    """A governance level, or that nobody has assessed one."""
    labels = dict(Level.choices)
    return str(labels[code]) if code in labels else _("Level not assessed")


def not_stated() -> str:
    """What stands where nobody has stated anything: unknown is written, never hidden."""
    return _("Not stated")


def number(value: int) -> str:
    """A whole number with the language's thousand separators."""
    return number_format(value, use_l10n=True, force_grouping=True)


def money(amount: int, *, currency: str = "DKK") -> str:
    """An amount in whole currency units, such as "25.000 kr."."""
    if currency == "DKK":
        return _("DKK %(amount)s") % {"amount": number(amount)}
    return f"{currency}\N{NO-BREAK SPACE}{number(amount)}"


def money_range(lowest: int, highest: int, *, currency: str = "DKK") -> str:
    """From the lowest to the highest amount, one of them when they are the same."""
    if lowest == highest or currency != "DKK":
        return money(highest, currency=currency)
    return _("DKK %(lowest)s–%(highest)s") % {"lowest": number(lowest), "highest": number(highest)}


def citizens(*, lowest: int | None, highest: int | None) -> str:
    """A range of citizens, empty when neither end is known."""
    if lowest and highest:
        return f"{number(lowest)}–{number(highest)}"
    if highest is not None:
        return _("Under %(count)s") % {"count": number(highest + 1)}
    if lowest:
        return _("Over %(count)s") % {"count": number(lowest - 1)}
    return ""


def day(value: datetime.date) -> str:
    """A date in full, such as "3. december 2026"."""
    return date_format(value, "DATE_FORMAT")


def sentence(text: str) -> str:
    """``text`` with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


def listed(words: list[str]) -> str:
    """Words as a phrase: "hosting, operation and support"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def at_least(count: int, *, unit: str) -> str:
    """What named users alone can prove.

    :param unit: ``"municipalities"``, ``"regions"`` or anything else for organisations.
    """
    if unit == "municipalities":
        text = ngettext(
            "At least %(count)s municipality", "At least %(count)s municipalities", count
        )
    elif unit == "regions":
        text = ngettext("At least %(count)s region", "At least %(count)s regions", count)
    else:
        text = ngettext(
            "At least %(count)s organisation", "At least %(count)s organisations", count
        )
    return text % {"count": number(count)}
