"""What os2site.contrib.news contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PluginConfig


class NewsConfig(PluginConfig):
    """Plugin configuration."""

    name = "os2site.contrib.news"
    label = "os2site_news"
    verbose_name = _("News")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"
