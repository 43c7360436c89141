"""The list of an event's participants, with its export."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import django_filters
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.mixins import Echo

from os2site.admin.base_data import harmless
from os2site_events.admin.frame import ICON, STYLE, address, crumbs, managed_event, tabs
from os2site_events.enums import ParticipantState
from os2site_events.models import Participant
from os2site_events.services.registration import attendee_list, payment
from os2site_events.services.registration.access import may_see_sensitive
from os2site_events.services.registration.export import Sheet, sheet

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class PlaceColumn(Column):
    """The place on the waiting list, counted from 1."""

    def get_value(self, instance: Any) -> Any:
        return getattr(instance, "place", None) or ""


class AttendeeFilters(WagtailFilterSet):
    """By status and by group."""

    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Status"), choices=ParticipantState.choices
    )
    group = django_filters.ChoiceFilter(label=gettext_lazy("Group"), choices=[])

    class Meta:
        model = Participant
        fields: Sequence[str] = []

    def __init__(self, *args: Any, groups: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if groups:
            self.filters["group"].extra["choices"] = [(name, name) for name in groups]
        else:
            del self.filters["group"]


class AttendeeIndex(IndexView):
    """Participants of one event."""

    model = Participant
    template_name = "os2site_events/admin/attendees.html"
    results_template_name = "os2site_events/admin/attendees_results.html"
    header_icon = ICON
    paginate_by = 50
    default_ordering = "name"
    is_searchable = True
    filterset_class = AttendeeFilters
    add_item_label = gettext_lazy("Register somebody")
    verbose_name_plural = gettext_lazy("participants")
    #: Permissions are those of the event's page; :meth:`setup` asks for them.
    permission_policy = None
    any_permission_required = None
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse those who may not edit the event's page, before anything is read."""
        self.event = managed_event(request, kwargs["event_id"])
        super().setup(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[Column]:  # type: ignore[override]
        own = [
            TitleColumn(
                "name",
                label=_("Name"),
                sort_key="name",
                get_url=lambda row: address("detail", self.event.pk, row.registration_id),
            ),
            Column(
                "organisation",
                label=_("Organisation"),
                accessor="registration.organisation",
                sort_key="registration__organisation",
            ),
        ]
        if self.groups:
            own.append(Column("group", label=_("Group"), sort_key="group"))
        return [
            *own,
            Column("state", label=_("Status"), accessor="get_state_display", sort_key="state"),
            *([Column("payment", label=_("Payment"))] if self.is_paid else []),
            PlaceColumn("place", label=_("Place on the waiting list"), sort_key="queue"),
            DateColumn("checked_in_at", label=_("Came"), sort_key="checked_in_at"),
            DateColumn(
                "received",
                label=_("Received"),
                accessor="registration.created_at",
                sort_key="registration__created_at",
            ),
        ]

    @cached_property
    def groups(self) -> Sequence[str]:
        return attendee_list.group_names(event=self.event)

    @cached_property
    def is_paid(self) -> bool:
        return payment.is_asked(event=self.event)

    @cached_property
    def sees_sensitive(self) -> bool:
        return may_see_sensitive(user=self.request.user, event=self.event)

    def get_base_queryset(self) -> QuerySet[Participant]:
        return attendee_list.participants(event_id=self.event.pk)

    def order_queryset(self, queryset: Any) -> Any:
        return super().order_queryset(queryset).order_by(self.ordering, "pk")

    def search_queryset(self, queryset: Any) -> Any:
        return attendee_list.search(queryset, text=self.search_query)

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "groups": self.groups}

    def get_index_url(self) -> str:
        return address("index", self.event.pk)

    def get_index_results_url(self) -> str:
        return address("index_results", self.event.pk)

    def get_add_url(self) -> str:
        return address("add", self.event.pk)

    def get_page_title(self) -> str:
        return _("Registrations")

    def get_page_subtitle(self) -> str:
        return str(self.event.title)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        return crumbs(self.event, _("Registrations"))

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context with the figures, and the places of those who wait."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        places = attendee_list.waiting_places(event_id=self.event.pk)
        rows = context["object_list"]
        paid = {row.registration_id for row in rows} if self.is_paid else set()
        payments = payment.states(event=self.event, keys=paid)
        for row in rows:
            row.place = places.get(row.pk)
            state = payments.get(row.registration_id)
            row.payment = "" if state is None else state.label
        return context | {
            "event": self.event,
            "counts": attendee_list.counts(event=self.event),
            "sees_sensitive": self.sees_sensitive,
            "tabs": tabs(self.event, "index"),
            "STYLE": STYLE,
        }

    # The export: questions are columns.

    @cached_property
    def sheet(self) -> Sheet:
        return sheet(event=self.event, with_sensitive=self.sees_sensitive)

    @cached_property
    def show_export_buttons(self) -> bool:
        return True

    @cached_property
    def list_export(self) -> list[str]:  # type: ignore[override]
        return list(self.sheet.headings)

    def get_filename(self) -> str:
        return f"tilmeldinger-{self.event.slug}"

    def get_heading(self, queryset: Any, field: str) -> str:
        return str(harmless(self.sheet.headings[field]))

    def to_row_dict(self, item: Participant) -> dict[str, Any]:
        return self.sheet.row(item)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """A cell that no spreadsheet runs."""
        return harmless(super().preprocess_field_value(field, value, export_format))

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        """With the mark by which spreadsheets see UTF-8, and semicolons, as Danish ones expect."""
        writer = csv.writer(Echo(), delimiter=";", lineterminator="\r\n")
        yield "\ufeff".encode()
        yield writer.writerow([self.get_heading(queryset, field) for field in self.list_export])
        for item in queryset:
            row = self.to_row_dict(item)
            yield writer.writerow(
                [
                    self.preprocess_field_value(field, row[field], self.FORMAT_CSV)
                    for field in self.list_export
                ]
            )
