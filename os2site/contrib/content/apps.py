"""What os2site.contrib.content contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PluginConfig


class ContentConfig(PluginConfig):
    """Plugin configuration."""

    name = "os2site.contrib.content"
    label = "os2site_content"
    verbose_name = _("Content pages")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"
