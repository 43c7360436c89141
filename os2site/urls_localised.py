"""Addresses that exist in each language; a host includes them inside ``i18n_patterns``."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail.views import serve

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("os2site.search.urls")),
    # Files that a page serves under its own address: Wagtail's pattern knows no dots.
    re_path(r"^((?:[\w\-]+/)+[\w\-]+\.(?:ics|json|yml))$", serve, name="os2site_page_file"),
]
