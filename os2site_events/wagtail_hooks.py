"""The events' own list in the administration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.pages import PageListingViewSet

from os2site.page_types import find_page_model
from os2site_events.admin import series
from os2site_events.services import promotion

if TYPE_CHECKING:
    from wagtail.admin.widgets.button import Button
    from wagtail.models import Page


class EventListing(PageListingViewSet):
    """Lists events with what an editor goes by."""

    icon = "os2-event"
    menu_label = _("Events")
    name = "os2site_events"
    add_to_admin_menu = True
    menu_order = 220
    columns = [
        *PageListingViewSet.columns,
        DateColumn("starts_at", label=_("Begins"), sort_key="starts_at"),
        Column("event_type", label=_("Type"), accessor="get_event_type_display"),
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        Column("promotion", label=_("Promotion"), accessor=promotion.list_text),
        BooleanColumn("demo", label=_("Example")),
    ]


@hooks.register("register_admin_viewset")
def register_listing() -> list[Any]:
    """The list and the screens of a series, where the site has a page model for events."""
    model = find_page_model("event")
    return [] if model is None else [EventListing(model=model), series.SeriesViewSet()]


@hooks.register("register_page_listing_more_buttons")
def add_listing_buttons(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """In a list of pages: repeat an event, or use it as a template."""
    yield from series.buttons(page, user)


@hooks.register("register_page_header_buttons")
def add_header_buttons(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """On an event's form: repeat it, or use it as a template."""
    if view_name == "edit":
        yield from series.buttons(page, user)
