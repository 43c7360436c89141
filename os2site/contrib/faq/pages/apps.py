"""The sub-app that holds the concrete page types."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FaqPagesConfig(AppConfig):
    """App of the concrete page types."""

    name = "os2site.contrib.faq.pages"
    label = "os2site_faq_pages"
    verbose_name = _("Questions and answers: pages")
    default_auto_field = "django.db.models.BigAutoField"
