"""The fields of an event in a file."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from pydantic import AfterValidator, Field

from os2site.enums import Audience, GroupType
from os2site.transfer.contract import ClockTime, Row, Slug, WebAddress
from os2site.transfer.texts import Paragraphs
from os2site_events.enums import EventType, LocationType, MaterialType, MinutesStatus
from os2site_events.models.assembly import assembly_months
from os2site_events.models.fields import default_timezone

#: Words of the field ``status``. The first three are stored; a waiting list and "fully booked" come
#: from one flag, and "held" follows from the time.
Status = Literal["planlagt", "udsat", "aflyst", "venteliste", "fuldt", "afholdt"]


def _known_zone(name: str) -> str:
    if name not in zoneinfo.available_timezones():
        raise ValueError(_("is not a time zone"))
    return name


#: A text of which nothing and the empty text are the same.
Text = Annotated[str | None, AfterValidator(lambda value: value or None)]
Days = Annotated[int | None, Field(ge=0, le=3660)]


class LocationRow(Row):
    """Where an event takes place. ``online_url`` is private: keep such a file to yourself."""

    type: LocationType = LocationType.ON_SITE
    name: Text = Field(default=None, max_length=160)
    address: Text = Field(default=None, max_length=200)
    postal_code: Text = Field(default=None, max_length=10)
    city: Text = Field(default=None, max_length=80)
    region: Text = None
    note: Text = Field(default=None, max_length=300)
    online_url: WebAddress | None = Field(default=None, max_length=200)


class PriceRow(Row):
    """What taking part costs; 0 is free, and nothing is unknown."""

    amount: int | float | None = Field(default=None, ge=0, le=9_999_999)
    currency: str = Field(default="DKK", min_length=3, max_length=3)
    note: Text = Field(default=None, max_length=200)


class GroupRow(Row):
    """The group that meets: by its kind and product, or by the slug of a working group."""

    type: GroupType | None = None
    product: Slug | None = None
    slug: Slug | None = None


class ProgrammeItemRow(Row):
    """An item of the programme; ``date`` only when the event has several days.

    A person's name needs the day on which the person agreed to be named.
    """

    date: datetime.date | None = None
    start_time: ClockTime | None = None
    end_time: ClockTime | None = None
    track: Text = Field(default=None, max_length=80)
    title: str = Field(min_length=1, max_length=200)
    description: Text = None
    speaker_role: Text = Field(default=None, max_length=160)
    speaker_organisation: Slug | None = None
    speaker_name: Text = Field(default=None, max_length=120)
    speaker_consent_on: datetime.date | None = None
    audience: Audience | None = None


class DocumentRow(Row):
    """A paper or recording, and when it comes."""

    type: MaterialType
    title: str = Field(min_length=1, max_length=200)
    available_days_before: Days = None
    available_days_after: Days = None


class PromotionRow(Row):
    """The checklist of a webinar; ``eligible`` is computed and compared when it is given."""

    community_is_co_organiser: bool | None = None
    user_case_presented_by_user: bool | None = None
    community_minutes: int | None = Field(default=None, ge=0, le=1440)
    getting_started_included: bool | None = None
    agreed_with_coordination_group: bool | None = None
    communications_involved: bool | None = None
    eligible: bool | None = None
    source: Text = Field(default=None, max_length=300)


class AssemblyRow(Row):
    """Figures of the by-laws for a general assembly."""

    month_rule: list[str] = Field(default_factory=assembly_months)
    notice_min_days: int = Field(default=30, ge=0, le=366)
    proposals_deadline_days_before: int = Field(default=14, ge=0, le=366)
    proposals_sent_days_before: int = Field(default=8, ge=0, le=366)
    minutes_published_within_days: int = Field(default=14, ge=0, le=366)
    notice_sent_on: datetime.date | None = None
    votes_per_member: int = Field(default=1, ge=0, le=1000)
    majority: Text = Field(default=None, max_length=80)
    bylaw_change_majority: Text = Field(default=None, max_length=80)
    source: Text = Field(default=None, max_length=300)


class EventRow(Row):
    """An event in a file. Its day is ``start_date``, or counted from the anchor day."""

    slug: Slug
    title: str = Field(min_length=1, max_length=255)
    event_type: EventType
    status: Status = "planlagt"
    demo: bool = False
    days_from_now: int | None = None
    end_days_from_now: int | None = None
    start_date: datetime.date | None = None
    end_date: datetime.date | None = None
    start_time: ClockTime
    end_time: ClockTime
    timezone: Annotated[str, AfterValidator(_known_zone)] = Field(default_factory=default_timezone)
    summary: Text = Field(default=None, max_length=300)
    description: Paragraphs = []
    location: LocationRow = Field(default_factory=LocationRow)
    capacity: int | None = Field(default=None, ge=1)
    waiting_list: bool = False
    audience: list[Audience] = []
    price: PriceRow | None = None
    registration_deadline_days_before: Days = None
    products: list[Slug] = []
    organisers: list[str] = []
    group: GroupRow | None = None
    programme: list[ProgrammeItemRow] = []
    documents: list[DocumentRow] = []
    promotion: PromotionRow | None = None
    accessibility: Text = None
    contact_email: Text = Field(default=None, max_length=254)
    general_assembly: AssemblyRow | None = None
    minutes_status: MinutesStatus | None = None
    recurrence: Text = Field(default=None, max_length=120)
    sources: list[str] = []
    published: bool = True
