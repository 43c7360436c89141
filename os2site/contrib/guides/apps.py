"""What os2site.contrib.guides contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PluginConfig


class GuidesConfig(PluginConfig):
    """Plugin configuration."""

    name = "os2site.contrib.guides"
    label = "os2site_guides"
    verbose_name = _("Guidance")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"
