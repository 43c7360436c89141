"""The sub-app that holds the concrete page types."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProductsPagesConfig(AppConfig):
    """App of the concrete page types."""

    name = "os2site_products.pages"
    label = "os2site_products_pages"
    verbose_name = _("Products: pages")
    default_auto_field = "django.db.models.BigAutoField"
