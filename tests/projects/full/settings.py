"""A host site that installs every app, with wagtail-localize."""

from django.utils.translation import gettext_lazy as _
from host import *
from host import WAGTAIL_AND_DJANGO

from os2site.contrib.admin_danish import JAVASCRIPT_LOCALE_PATH

LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [JAVASCRIPT_LOCALE_PATH]
APPS = [
    "os2site_products",
    "os2site_suppliers",
    "os2site_events",
    "os2site.contrib.content",
    "os2site.contrib.news",
    "os2site.contrib.vision",
    "os2site.contrib.guides",
    "os2site.contrib.faq",
    "os2site.contrib.members",
    "os2site.contrib.applications",
]
INSTALLED_APPS = [
    *(name for app in APPS for name in (app, f"{app}.pages")),
    "os2site.contrib.admin_danish",
    "wagtail_localize",
    "wagtail_localize.locales",
    *WAGTAIL_AND_DJANGO,
]
