"""Addresses of the host sites of the install matrix."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("os2site.urls")),
    path("", include("os2site.urls_localised")),
    path("", include(wagtail_urls)),
]
