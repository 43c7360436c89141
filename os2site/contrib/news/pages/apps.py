"""The sub-app that holds the concrete page types."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsPagesConfig(AppConfig):
    """App of the concrete page types."""

    name = "os2site.contrib.news.pages"
    label = "os2site_news_pages"
    verbose_name = _("News: pages")
    default_auto_field = "django.db.models.BigAutoField"
