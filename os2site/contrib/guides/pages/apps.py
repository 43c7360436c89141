"""The sub-app that holds the concrete page types."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidesPagesConfig(AppConfig):
    """App of the concrete page types."""

    name = "os2site.contrib.guides.pages"
    label = "os2site_guides_pages"
    verbose_name = _("Guides: pages")
    default_auto_field = "django.db.models.BigAutoField"
