"""The sub-app that holds the concrete page type."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdbogPagesConfig(AppConfig):
    """App of the concrete page type."""

    name = "ordbog.pages"
    label = "ordbog_pages"
    verbose_name = _("Glossary: pages")
    default_auto_field = "django.db.models.BigAutoField"
