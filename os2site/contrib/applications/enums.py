"""Closed sets of applications."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationKind(TextChoices):
    """What the organisation wants to become."""

    MEMBER = "medlem", _("Member")
    SUPPLIER = "leverandoer", _("Supplier")


class ApplicationState(TextChoices):
    """Where an application is on its way: agreement, the chair's approval, invoice, profile."""

    RECEIVED = "modtaget", _("Received, not confirmed by mail")
    CONFIRMED = "bekraeftet", _("Confirmed by mail")
    IN_PROGRESS = "under-behandling", _("In progress")
    AGREEMENT = "aftale", _("Agreement sent")
    APPROVED = "godkendt", _("Approved by the chair")
    INVOICED = "faktureret", _("Invoice sent")
    COMPLETE = "optaget", _("Profile page made")
    REJECTED = "afvist", _("Rejected")
    WITHDRAWN = "trukket", _("Withdrawn")


#: In these it is decided; what follows an approval does not lengthen the time that it is kept.
DECIDED = frozenset(
    {
        ApplicationState.APPROVED,
        ApplicationState.INVOICED,
        ApplicationState.COMPLETE,
        ApplicationState.REJECTED,
        ApplicationState.WITHDRAWN,
    }
)
