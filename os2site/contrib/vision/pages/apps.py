"""The sub-app that holds the concrete page types."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VisionPagesConfig(AppConfig):
    """App of the concrete page types."""

    name = "os2site.contrib.vision.pages"
    label = "os2site_vision_pages"
    verbose_name = _("Vision and strategy: pages")
    default_auto_field = "django.db.models.BigAutoField"
