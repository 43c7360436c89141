"""Models of the events app: page mixins and their rows."""

from os2site_events.models.event import EventPageMixin
from os2site_events.models.index import EventIndexMixin
from os2site_events.models.rows import EventProductRow, MaterialRow, ProgrammeRow

__all__ = [
    "EventIndexMixin",
    "EventPageMixin",
    "EventProductRow",
    "MaterialRow",
    "ProgrammeRow",
]
