"""What an event page holds, whichever base page model the host uses."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import RichTextField

from os2site import links
from os2site.enums import GroupType
from os2site.models import LinesField, WorkingGroup
from os2site.page_mixins import SitePageMixin, sharing_tab
from os2site_events.enums import EventStatus, EventType, MinutesStatus
from os2site_events.models.assembly import AssemblyMixin
from os2site_events.models.fields import default_timezone, validate_timezone
from os2site_events.models.place import PlaceMixin
from os2site_events.models.promotion import PromotionMixin
from os2site_events.models.registration import RegistrationMixin
from os2site_events.models.series import SeriesMixin
from os2site_events.page_mixins.panels import ASSEMBLY_PANELS, PROMOTION_PANELS
from os2site_events.services.detail import detail
from os2site_events.services.registration import versions
from os2site_events.services.schema import event_object
from os2site_events.views import calendar as calendar_views
from os2site_events.views import registration as registration_views

#: Markup that an event's description may have.
TEXT_FEATURES = ["h3", "bold", "italic", "link", "document-link", "ul", "ol"]

#: Fields that an entry in somebody's calendar repeats: a change of one raises the sequence.
CALENDAR_FIELDS = (
    "title",
    "slug",
    "status",
    "starts_at",
    "ends_at",
    "timezone",
    "summary",
    "location_type",
    "location_name",
    "address",
    "postal_code",
    "city",
)


class EventPageMixin(
    RoutablePageMixin,
    PlaceMixin,
    RegistrationMixin,
    SeriesMixin,
    AssemblyMixin,
    PromotionMixin,
    SitePageMixin,
):
    """An event of the community.

    Stored is what somebody decides; that it is full, over or may be promoted follows
    (:mod:`os2site_events.services`). Concrete classes add the rows ``programme``, ``materials``
    and ``products`` (see :mod:`os2site_events.models.rows`).
    """

    page_template = "os2site_events/event_page.html"

    event_type = models.CharField(
        _("type"), max_length=20, choices=EventType.choices, default=EventType.THEME_DAY
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=EventStatus.choices,
        default=EventStatus.PLANNED,
        help_text=_("A cancelled or postponed event stays visible and says so."),
    )
    starts_at = models.DateTimeField(_("begins"), db_index=True)
    ends_at = models.DateTimeField(_("ends"), db_index=True)
    timezone = models.CharField(
        _("time zone"),
        max_length=60,
        default=default_timezone,
        validators=[validate_timezone],
        help_text=_("Visitors see the times in this zone."),
    )
    summary = models.CharField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("What one gets out of it, in one or two sentences. It stands in lists."),
    )
    description = RichTextField(_("description"), blank=True, features=TEXT_FEATURES)
    accessibility = models.TextField(
        _("accessibility"),
        blank=True,
        help_text=_("Access without steps, induction loop, interpreter, subtitles."),
    )
    organisers = LinesField(
        _("organisers"), help_text=_("Roles or organisations, one on each line.")
    )
    group = models.ForeignKey(
        WorkingGroup,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("working group"),
    )
    group_type = models.CharField(
        _("kind of group"), max_length=30, choices=GroupType.choices, blank=True
    )
    group_product = models.SlugField(
        _("the group's product"),
        max_length=255,
        blank=True,
        help_text=_("Slug of the product, when the group itself is not in the list above."),
    )
    recurrence = models.CharField(
        _("repeats"), max_length=120, blank=True, help_text=_("Such as the last Tuesday a month.")
    )
    minutes_status = models.CharField(
        _("minutes of the meeting"), max_length=30, choices=MinutesStatus.choices, blank=True
    )
    #: How often what a calendar repeats has changed (RFC 5545, SEQUENCE).
    calendar_sequence = models.PositiveIntegerField(default=0, editable=False)

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    TitleFieldPanel("title"),
                    FieldRowPanel([FieldPanel("event_type"), FieldPanel("status")]),
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                            FieldRowPanel([FieldPanel("timezone"), FieldPanel("recurrence")]),
                        ],
                        heading=_("Time"),
                    ),
                    FieldPanel("summary"),
                    FieldPanel("description"),
                ],
                heading=_("About"),
            ),
            ObjectList(
                [
                    *PlaceMixin.place_panels,
                    *RegistrationMixin.registration_panels,
                    FieldPanel("accessibility"),
                ],
                heading=_("Place and registration"),
            ),
            ObjectList(RegistrationMixin.form_panels, heading=_("Registration form")),
            ObjectList(
                [
                    InlinePanel("programme", heading=_("Programme"), label=_("item")),
                    InlinePanel("materials", heading=_("Documents"), label=_("document")),
                ],
                heading=_("Programme and documents"),
            ),
            ObjectList(
                [
                    FieldPanel("organisers"),
                    MultiFieldPanel(
                        [
                            FieldPanel("group"),
                            FieldRowPanel([FieldPanel("group_type"), FieldPanel("group_product")]),
                            FieldPanel("minutes_status"),
                        ],
                        heading=_("Working group"),
                    ),
                    InlinePanel("products", heading=_("Products"), label=_("product")),
                ],
                heading=_("Organisers and products"),
            ),
            ObjectList(
                [*ASSEMBLY_PANELS, *PROMOTION_PANELS],
                heading=_("Rules"),
            ),
            sharing_tab(*SitePageMixin.origin_panels),
        ]
    )

    class Meta:
        abstract = True

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone that the event's times are shown in."""
        return zoneinfo.ZoneInfo(self.timezone)

    @property
    def local_start(self) -> datetime.datetime:
        """The beginning in the event's time zone."""
        return self.starts_at.astimezone(self.zone)

    @property
    def local_end(self) -> datetime.datetime:
        """The end in the event's time zone."""
        return self.ends_at.astimezone(self.zone)

    @property
    def registration_closes_at(self) -> datetime.datetime:
        """The moment after which nobody can register: the last day's midnight, or the beginning."""
        if self.registration_deadline is None:
            return self.starts_at
        next_day = self.registration_deadline + datetime.timedelta(days=1)
        midnight = datetime.datetime.combine(next_day, datetime.time(), tzinfo=self.zone)
        return min(midnight, self.starts_at)

    def clean(self) -> None:
        """Refuse times that contradict each other.

        :raises ValidationError: naming the field.
        """
        super().clean()
        if not (self.starts_at and self.ends_at):
            return
        if self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("It must end after it begins.")})
        if (
            self.registration_deadline is not None
            and self.timezone in zoneinfo.available_timezones()
            and self.registration_deadline > self.local_start.date()
        ):
            raise ValidationError(
                {"registration_deadline": _("The deadline lies after the event begins.")}
            )

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save; raise the calendar's sequence when calendars must hear of the change, and keep the
        day that visitors knew when the event is moved to another."""
        if kwargs.get("update_fields") is None and self.pk is not None:
            self._note_changes()
        return super().save(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page's context with ``event``, an ``EventDetail``: all that the template shows."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["event"] = detail(event=self, request=request)
        return context

    def json_ld(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The event as schema.org Event."""
        return [event_object(event=versions.shown(event=self))]

    # Wagtail ends every path that it routes with a slash; the address has none.
    @path("kalender.ics/", name="calendar")  # type: ignore[untyped-decorator]
    def calendar(self, request: HttpRequest) -> HttpResponse:
        """The event as a calendar file."""
        return calendar_views.event_calendar(request, event=versions.shown(event=self))

    @path("tilmelding/", name="registration")  # type: ignore[untyped-decorator]
    def registration_form(self, request: HttpRequest) -> HttpResponse:
        """The form by which people register."""
        return registration_views.form_page(request, event=versions.shown(event=self))

    @path("tilmelding/sendt/", name="registration_sent")  # type: ignore[untyped-decorator]
    def registration_sent(self, request: HttpRequest) -> HttpResponse:
        """What happens after the form."""
        return registration_views.sent_page(request, event=versions.shown(event=self), waits=False)

    @path("tilmelding/bekraeft/", name="registration_waits")  # type: ignore[untyped-decorator]
    def registration_waits(self, request: HttpRequest) -> HttpResponse:
        """What happens after the form when the address must be confirmed."""
        return registration_views.sent_page(request, event=versions.shown(event=self), waits=True)

    @re_path(rf"^tilmelding/bekraeft/(?P<token>{links.TOKEN})/$")  # type: ignore[untyped-decorator]
    def registration_confirm(self, request: HttpRequest, token: str) -> HttpResponse:
        """The link that confirms an address."""
        return registration_views.confirm_link(
            request, event=versions.shown(event=self), token=token
        )

    @re_path(rf"^tilmelding/min/(?P<token>{links.TOKEN})/$")  # type: ignore[untyped-decorator]
    def registration_own(self, request: HttpRequest, token: str) -> HttpResponse:
        """Somebody's own registration."""
        return registration_views.own_page(request, event=versions.shown(event=self), token=token)

    def _note_changes(self) -> None:
        """Compare with what is stored, which is what visitors see."""
        fields = ["first_published_at", *self.KEPT_FIELDS, "calendar_sequence", *CALENDAR_FIELDS]
        stored = type(self)._default_manager.filter(pk=self.pk).values(*fields).first()
        if stored is None:
            return
        changed = any(getattr(self, name) != stored[name] for name in CALENDAR_FIELDS)
        was_seen = stored["first_published_at"] is not None
        self.calendar_sequence = int(stored["calendar_sequence"]) + int(changed and was_seen)
        # Whatever this object was loaded with: a series may have begun since.
        self.series_key, self.series_rule = stored["series_key"], stored["series_rule"]
        known, day = stored["previous_starts_at"], self.local_start.date()
        if was_seen and stored["starts_at"].astimezone(self.zone).date() != day:
            known = known or stored["starts_at"]
        # Moved back to the day that was announced first: nothing has moved.
        is_back = known is not None and known.astimezone(self.zone).date() == day
        self.previous_starts_at = None if is_back else known
