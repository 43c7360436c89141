"""Closed sets of the vision page, with the slugs of OS2's own content."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ItemType(TextChoices):
    """What an item of the page is; it decides where the page shows it."""

    VISION = "vision", _("Vision")
    MISSION = "mission", _("Mission")
    PILLAR = "missionspind", _("Pillar of the mission")
    STRATEGY = "strategi", _("Introduction to the strategy")
    INITIATIVE = "indsats", _("Strategic initiative")


class InitiativeStatus(TextChoices):
    """How far an initiative is."""

    DONE = "gennemfoert", _("Done")
    RUNNING = "i-gang", _("In progress")
    PLANNED = "planlagt", _("Planned")
    STOPPED = "stoppet", _("Stopped")
