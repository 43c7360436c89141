"""The sub-app that holds the concrete page types."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApplicationPagesConfig(AppConfig):
    """App of the concrete page types."""

    name = "os2site.contrib.applications.pages"
    label = "os2site_applications_pages"
    verbose_name = _("Applications: pages")
    default_auto_field = "django.db.models.BigAutoField"
