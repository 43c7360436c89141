"""The sub-app that holds the concrete page types."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SuppliersPagesConfig(AppConfig):
    """App of the concrete page types."""

    name = "os2site_suppliers.pages"
    label = "os2site_suppliers_pages"
    verbose_name = _("Suppliers: pages")
    default_auto_field = "django.db.models.BigAutoField"
