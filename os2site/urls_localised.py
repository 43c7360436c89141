"""Addresses that exist in each language; a host includes them inside ``i18n_patterns``."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("os2site.search.urls")),
]
