"""What the events app contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PageType, PluginConfig


class EventsConfig(PluginConfig):
    """Plugin configuration of the events app."""

    name = "os2site_events"
    label = "os2site_events"
    verbose_name = _("Events")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"

    page_types = (
        PageType(
            "event_index",
            "os2site_events_pages.EventIndexPage",
            _("Events"),
            slug="arrangementer",
        ),
        PageType("event", "os2site_events_pages.EventPage", _("Event"), index="event_index"),
    )
    search_types = "os2site_events.search.SEARCH_TYPES"
    api_routers = "os2site_events.api.ROUTERS"
    importers = "os2site_events.transfer.KINDS"
    demo_content = "os2site_events.demo.PARTS"
    key_figures = "os2site_events.services.upcoming.KEY_FIGURES"
    dashboard_panels = "os2site_events.dashboard.PANELS"
