"""Closed sets of the content pages, with the slugs of OS2's own content."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SectionType(TextChoices):
    """What a section about the organisation describes; it decides where the page shows it."""

    BODY = "organ", _("Governing body")
    GROUP = "gruppe", _("Group")
    ROLE = "rolle", _("Role")
    PRINCIPLE = "princip", _("Principle")
    HISTORY = "historie", _("History")
    PARTNERS = "samarbejde", _("Collaboration")
    CONTACT = "stamdata", _("Contact")


#: Types that together show how the association is organised.
STRUCTURE_TYPES = frozenset({SectionType.BODY, SectionType.GROUP, SectionType.ROLE})
