"""Models of the events app: parts of the event page and its rows, and who is registered."""

from os2site_events.models.assembly import AssemblyMixin
from os2site_events.models.form_rows import QuestionRow, QuotaRow
from os2site_events.models.place import PlaceMixin
from os2site_events.models.promotion import PromotionMixin
from os2site_events.models.registration import RegistrationMixin
from os2site_events.models.registrations import Participant, Registration, SeatBook
from os2site_events.models.rows import EventProductRow, MaterialRow, ProgrammeRow
from os2site_events.models.series import SeriesMixin

__all__ = [
    "AssemblyMixin",
    "EventProductRow",
    "MaterialRow",
    "Participant",
    "PlaceMixin",
    "ProgrammeRow",
    "PromotionMixin",
    "QuestionRow",
    "QuotaRow",
    "Registration",
    "RegistrationMixin",
    "SeatBook",
    "SeriesMixin",
]
