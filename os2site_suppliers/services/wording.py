"""What is stored of a supplier in visitors' words, in the active language."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from os2site_suppliers.enums import PartnerStatus

#: Status shape (``components/shape.html``) of a partner status.
PARTNER_SHAPES: dict[str, str] = {
    PartnerStatus.ACTIVE: "full",
    PartnerStatus.APPLYING: "clock",
    PartnerStatus.LEFT: "square",
}


def sentence(text: str) -> str:
    """``text`` with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


def listed(words: Sequence[str]) -> str:
    """Words as a phrase: "hosting, operation and support"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def partner(*, status: str, text: str) -> str:
    """The partner status, or what a source says instead; empty when nobody says."""
    labels = dict(PartnerStatus.choices)
    return str(labels[status]) if status in labels else sentence(text)


def areas(*, names: Sequence[str], everywhere: bool) -> str:
    """Where a supplier works: "Midtjylland and Syddanmark"; empty when nobody says.

    :param everywhere: the names are those of all regions.
    """
    return _("The whole country") if everywhere and len(names) > 1 else listed(names)
