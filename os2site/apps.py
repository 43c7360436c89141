"""The kernel's own Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OS2SiteConfig(AppConfig):
    """Kernel app: shared models, search, import and export, API, theme."""

    name = "os2site"
    label = "os2site"
    verbose_name = _("OS2 site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from os2site import checks, memo, rechecked  # noqa: F401, PLC0415 (registers system checks)
        from os2site.admin import dates, page_search  # noqa: PLC0415 (needs loaded models)
        from os2site.search import triggers, wordlists  # noqa: PLC0415 (needs loaded models)

        dates.register()
        page_search.register()
        memo.connect()
        rechecked.connect()
        triggers.connect()
        wordlists.connect()
