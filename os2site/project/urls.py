"""Addresses of the reference site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from os2site.project.media import serve_image

handler500 = "os2site.views.errors.server_error"

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("os2site.urls")),
    *([] if settings.PRODUCTION else [path("media/images/<path:name>", serve_image)]),
    *i18n_patterns(
        path("", include("os2site.urls_localised")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
