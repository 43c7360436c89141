"""The sub-app that holds the concrete page types."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentPagesConfig(AppConfig):
    """App of the concrete page types."""

    name = "os2site.contrib.content.pages"
    label = "os2site_content_pages"
    verbose_name = _("Content pages: pages")
    default_auto_field = "django.db.models.BigAutoField"
