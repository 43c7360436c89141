"""Closed sets of the supplier directory, with the slugs of OS2's own content."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Size(TextChoices):
    """Number of employees."""

    UP_TO_10 = "1-10", _("1–10 employees")
    UP_TO_50 = "11-50", _("11–50 employees")
    UP_TO_200 = "51-200", _("51–200 employees")
    UP_TO_500 = "201-500", _("201–500 employees")
    OVER_500 = "501+", _("More than 500 employees")


class PartnerStatus(TextChoices):
    """Where a supplier stands with the association's partner agreement; empty is "not stated"."""

    APPLYING = "ansoeger", _("Applying")
    ACTIVE = "leverandoerpartner", _("Supplier partner")
    LEFT = "udtraadt", _("Has left")


#: The words of import files for each state, as OS2's content writes them.
PARTNER_WORDS: dict[str, str] = {
    PartnerStatus.APPLYING: "ansøger",
    PartnerStatus.ACTIVE: "leverandørpartner",
    PartnerStatus.LEFT: "udtrådt",
}


def status_of_words(words: str) -> str:
    """The partner status that a source's words name, empty when they name none."""
    wanted = words.strip().casefold()
    return next((status for status, word in PARTNER_WORDS.items() if word == wanted), "")


class EnquiryState(TextChoices):
    """What has become of an enquiry."""

    UNCONFIRMED = "ubekraeftet", _("Waits for confirmation by mail")
    FORWARDED = "paa-vej", _("On its way to the supplier")
    DELIVERED = "leveret", _("Delivered")
    FAILED = "ikke-leveret", _("Could not be delivered")
