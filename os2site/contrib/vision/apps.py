"""What os2site.contrib.vision contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PluginConfig


class VisionConfig(PluginConfig):
    """Plugin configuration."""

    name = "os2site.contrib.vision"
    label = "os2site_vision"
    verbose_name = _("Vision and strategy")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"
