"""The events' own list in the administration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button

from os2site.page_types import find_page_model
from os2site_events.admin import series
from os2site_events.admin.addresses import (
    EventIndexView,
    RegistrationsViewSet,
    SeatsColumn,
    buttons,
)
from os2site_events.services import promotion
from os2site_events.services.registration import announcing, door, organising
from os2site_events.services.times import begins


class EventListing(PageListingViewSet):
    """Lists events with what an editor goes by."""

    icon = "os2-event"
    menu_label = _("Events")
    name = "os2site_events"
    add_to_admin_menu = True
    menu_order = 220
    index_view_class = EventIndexView
    columns = [
        *PageListingViewSet.columns,
        Column("starts_at", label=_("Begins"), accessor=begins, sort_key="starts_at"),
        Column("event_type", label=_("Type"), accessor="get_event_type_display"),
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        Column("promotion", label=_("Promotion"), accessor=promotion.list_text),
        SeatsColumn(),
        BooleanColumn("demo", label=_("Example")),
    ]


@hooks.register("register_admin_viewset")
def register_listing() -> list[Any]:
    """The list, registrations and series, where the site has a page model for events."""
    model = find_page_model("event")
    if model is None:
        return []
    return [EventListing(model=model), RegistrationsViewSet(), series.SeriesViewSet()]


@hooks.register("register_page_header_buttons")
def add_header_buttons(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """On an event's form: its registrations, with the seats taken; repeat it, reuse it."""
    yield from buttons(page, user, with_count=view_name == "edit")
    if view_name == "edit":
        yield from series.buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def add_listing_buttons(page: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """In lists of pages, where a count for each row would cost a query of its own."""
    yield from buttons(page, user, with_count=False)
    yield from series.buttons(page, user)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """What organisers do, in the page's history: numbers, never names."""
    for name, text in (
        (organising.ACCEPTED, _("Accepted a registration")),
        (organising.DECLINED, _("Declined a registration")),
        (organising.PROMOTED, _("Gave a seat to somebody on the waiting list")),
        (organising.CANCELLED, _("Cancelled participants")),
        (organising.CORRECTED, _("Corrected a registration")),
        (organising.RESENT, _("Sent a participant the mail again")),
        (organising.LINK_RENEWED, _("Made a participant's link anew")),
        (organising.REGISTERED, _("Registered somebody by hand")),
        (door.CAME, _("Checked in a participant")),
        (door.CAME_NOT, _("Took back a check-in")),
        (announcing.SENT, _("Wrote to participants")),
    ):
        actions.register_action(name, text, text)
