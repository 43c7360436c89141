"""Addresses of an event's registrations in the administration, and the ways to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button

from os2site.page_types import find_page_model
from os2site_events.admin import door, figures, notice, paper, registration
from os2site_events.admin.attendees import AttendeeIndex
from os2site_events.admin.frame import NAMES, address
from os2site_events.enums import SEATED
from os2site_events.models import Participant
from os2site_events.services.registration import attendee_list
from os2site_events.services.registration.versions import original

if TYPE_CHECKING:
    from django.urls import URLPattern


class RegistrationsViewSet(ViewSet):
    """What an organiser does with registrations."""

    name = NAMES
    url_prefix = "os2site/events"
    icon = "os2-event"

    def get_urlpatterns(self) -> list[URLPattern]:
        own = "<int:event_id>/tilmeldinger/"
        return [
            path(own, AttendeeIndex.as_view(), name="index"),
            path(f"{own}results/", AttendeeIndex.as_view(results_only=True), name="index_results"),
            path(f"{own}ny/", registration.add, name="add"),
            path(f"{own}<int:pk>/", registration.detail, name="detail"),
            path("<int:event_id>/indtjekning/", door.check_in, name="door"),
            path("<int:event_id>/indtjekning/fundne/", door.found, name="door_found"),
            path("<int:event_id>/navneskilte/", paper.badges, name="badges"),
            path("<int:event_id>/stemmeliste/", paper.members, name="members"),
            path("<int:event_id>/besked/", notice.notice, name="notice"),
            path("<int:event_id>/statistik/", figures.figures, name="figures"),
            path("check-in/<str:code>/", door.ticket, name="ticket"),
        ]


class EventIndexView(IndexView):
    """The list of events, with the seats taken of each."""

    def annotate_queryset(self, pages: Any) -> Any:
        # Those of the original, which a translation shares.
        key = "event__translation_key"
        seated = Participant.objects.filter(**{key: OuterRef("translation_key")}, state__in=SEATED)
        number = seated.order_by().values(key).annotate(n=Count("pk")).values("n")
        taken = Coalesce(Subquery(number, output_field=IntegerField()), 0)
        return super().annotate_queryset(pages.annotate(seats_taken=taken))


class SeatsColumn(TitleColumn):
    """As in "12/20", with the way to the list; empty where the event takes no registrations."""

    def __init__(self) -> None:
        super().__init__(
            "registrations",
            label=gettext_lazy("Registrations"),
            accessor=lambda page: _seats_text(page) or "–",
            get_url=lambda page: address("index", page.pk) if _seats_text(page) else None,
        )


def buttons(page: Any, user: Any, *, with_count: bool) -> Iterator[Button]:
    """The way from an event's page to its registrations, for those who may see them."""
    model = find_page_model("event")
    if model is None or not isinstance(page, model):
        return
    if not page.permissions_for_user(user).can_edit():
        return
    if with_count:
        text = attendee_list.counts(event=original(event=page)).seats_text
        label = _("Registrations (%(seats)s)") % {"seats": text}
    else:
        label = _("Registrations")
    yield Button(label, url=address("index", page.pk), icon_name="group", priority=12)


def _seats_text(page: Any) -> str:
    taken = getattr(page, "seats_taken", 0) or 0
    if not (taken or page.takes_registrations):
        return ""
    return str(taken) if page.capacity is None else f"{taken}/{page.capacity}"
