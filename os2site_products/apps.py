"""What os2site_products contributes."""

from django.utils.translation import gettext_lazy as _

from os2site.plugins import PluginConfig


class ProductsConfig(PluginConfig):
    """Plugin configuration."""

    name = "os2site_products"
    label = "os2site_products"
    verbose_name = _("Products")
    author = "OS2"
    version = "0.1.0"
    compatible = ">=0.1,<0.2"
