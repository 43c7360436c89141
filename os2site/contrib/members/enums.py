"""Closed sets of the member list, with the slugs of OS2's own content."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Relation(TextChoices):
    """Relation to the association: one that uses a product need not be a member."""

    MEMBER = "medlem", _("Member")
    USER = "anvender", _("Uses products")


class EndReason(TextChoices):
    """Why somebody's access ended."""

    CLOSED = "lukket", _("Closed by staff")
    MEMBERSHIP = "medlemskab", _("The membership ended")
