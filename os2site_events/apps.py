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
    due_tasks = "os2site_events.services.registration.due.DUE_TASKS"
    personal_data_handlers = "os2site_events.services.registration.data.HANDLERS"

    def ready(self) -> None:
        from wagtail.signals import page_published  # noqa: PLC0415 (needs loaded models)

        from os2site.page_types import find_page_model  # noqa: PLC0415
        from os2site_events.services.registration.notices import event_published  # noqa: PLC0415

        model = find_page_model("event")
        if model is not None:
            page_published.connect(
                event_published, sender=model, dispatch_uid="os2site_events_published"
            )
