"""What os2site.contrib.faq contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PluginConfig


class FaqConfig(PluginConfig):
    """Plugin configuration."""

    name = "os2site.contrib.faq"
    label = "os2site_faq"
    verbose_name = _("Questions and answers")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"
