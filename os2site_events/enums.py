"""Closed sets of the events app, with the slugs of OS2's own content."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from os2site.enums import Audience


class EventType(TextChoices):
    """Kinds of event."""

    ANNUAL_MEETING = "aarsmoede", _("Annual meeting with general assembly")
    THEME_DAY = "temadag", _("Theme day")
    WEBINAR = "webinar", _("Webinar")
    USER_CLUB = "brugerklubmoede", _("User club meeting")
    FOLLOWING_GROUP = "foelgegruppemoede", _("Following group meeting")
    GROUP_MEETING = "gruppemoede", _("Working group meeting")
    INTRODUCTION = "introduktion", _("Introduction")
    WORKSHOP = "workshop", _("Workshop")
    FAIR = "messe", _("Fair or conference")


class EventStatus(TextChoices):
    """What an editor decides; the rest of an event's state follows from time and seats."""

    PLANNED = "planlagt", _("Planned")
    POSTPONED = "udsat", _("Postponed")
    CANCELLED = "aflyst", _("Cancelled")


class EventState(TextChoices):
    """What a visitor is told; computed, never stored."""

    OPEN = "aaben", _("Open for registration")
    WAITING_LIST = "venteliste", _("Waiting list")
    FULL = "fuldt", _("Fully booked")
    CLOSED = "lukket", _("Registration has closed")
    ONGOING = "i-gang", _("Taking place now")
    HELD = "afholdt", _("Has taken place")
    POSTPONED = "udsat", _("Postponed")
    CANCELLED = "aflyst", _("Cancelled")


#: States in which somebody may still ask for a seat.
REGISTRABLE = frozenset({EventState.OPEN, EventState.WAITING_LIST})

#: States before an event that takes place as announced.
AWAITED = REGISTRABLE | {EventState.FULL, EventState.CLOSED}


class LocationType(TextChoices):
    """How one takes part."""

    ON_SITE = "fysisk", _("On site")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("On site and online")


class RecurrenceKind(TextChoices):
    """How the dates of a series follow from its first one."""

    WEEKLY = "uge", _("On the same day of the week")
    MONTHLY_DATE = "dato", _("On the same date in the month")
    MONTHLY_NTH = "ugedag", _("On the same day of the same week in the month")
    MONTHLY_LAST = "sidste", _("On the last such day of the week in the month")


class MinutesStatus(TextChoices):
    """Where the minutes of a meeting stand."""

    NOT_HELD = "ikke-afholdt", _("The meeting has not been held")
    FOR_APPROVAL = "klar-til-godkendelse", _("Ready for approval")
    APPROVED = "godkendt", _("Approved")


class MaterialType(TextChoices):
    """Papers of an event, before it and after it."""

    NOTICE = "indkaldelse", pgettext_lazy("general assembly", "Notice")
    AGENDA = "dagsorden", _("Agenda")
    PROPOSALS = "forslag", _("Proposals")
    ACCOUNTS = "regnskab", _("Accounts")
    PRESENTATION = "praesentation", _("Presentation")
    RECORDING = "optagelse", _("Recording")
    REPORT = "rapport", _("Report")
    MINUTES = "referat", _("Minutes")


#: Audiences that only some of the public belongs to: the programme marks such items.
RESTRICTED_AUDIENCES = frozenset({Audience.MEMBERS, Audience.PRODUCT_COMMUNITY})

#: Audiences whose programme items show no more than title and time to everyone else.
CLOSED_AUDIENCES = frozenset({Audience.PRODUCT_COMMUNITY})


class ParticipantState(TextChoices):
    """Where a person stands who is registered for an event."""

    UNCONFIRMED = "ubekraeftet", _("Waits for confirmation by mail")
    PENDING = "til-godkendelse", _("Waits for the organiser")
    CONFIRMED = "tilmeldt", _("Has a seat")
    OFFERED = "tilbudt", _("Is offered a seat")
    WAITING = "venteliste", _("On the waiting list")
    CANCELLED = "afmeldt", _("Cancelled by the participant")
    DECLINED = "afvist", _("Not accepted")
    LAPSED = "udloebet", _("Did not answer the offer")


#: States that hold a numbered seat.
SEATED = frozenset({ParticipantState.CONFIRMED, ParticipantState.OFFERED})

#: States of people who want to come, whether or not there is a seat yet.
WANTED = SEATED | {ParticipantState.WAITING, ParticipantState.PENDING}


class QuestionKind(TextChoices):
    """How a question of the registration form is answered."""

    TEXT = "tekst", _("Short text")
    LONG_TEXT = "lang-tekst", _("Long text")
    NUMBER = "tal", _("Whole number")
    CHOICE = "valg", _("One of several answers")
    CHOICES = "flere-valg", _("Several answers")
    TICK = "kryds", _("A box to tick")


#: Kinds whose answers the editor lists.
LISTED_ANSWERS = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})
