"""Closed sets of applications."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationKind(TextChoices):
    """What the organisation wants to become."""

    MEMBER = "medlem", _("Member")
    SUPPLIER = "leverandoer", _("Supplier")


class ApplicationState(TextChoices):
    """Where an application is on its way."""

    RECEIVED = "modtaget", _("Received, not confirmed by mail")
    CONFIRMED = "bekraeftet", _("Confirmed by mail")
    IN_PROGRESS = "under-behandling", _("In progress")
    AGREEMENT = "aftale", _("Agreement sent")
    APPROVED = "godkendt", _("Approved")
    REJECTED = "afvist", _("Rejected")
    WITHDRAWN = "trukket", _("Withdrawn")


#: After these nothing follows.
DECIDED = frozenset(
    {ApplicationState.APPROVED, ApplicationState.REJECTED, ApplicationState.WITHDRAWN}
)
