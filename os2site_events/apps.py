"""What os2site_events contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PluginConfig


class EventsConfig(PluginConfig):
    """Plugin configuration."""

    name = "os2site_events"
    label = "os2site_events"
    verbose_name = _("Events")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"
