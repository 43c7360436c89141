"""What os2site_suppliers contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PluginConfig


class SuppliersConfig(PluginConfig):
    """Plugin configuration."""

    name = "os2site_suppliers"
    label = "os2site_suppliers"
    verbose_name = _("Suppliers")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"
