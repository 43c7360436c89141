"""What os2site.contrib.members contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PluginConfig


class MembersConfig(PluginConfig):
    """Plugin configuration."""

    name = "os2site.contrib.members"
    label = "os2site_members"
    verbose_name = _("Members and users")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"
