"""Addresses that exist in each language; a host includes them inside ``i18n_patterns``."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []
if find_spec("os2site.search.urls"):
    urlpatterns.append(path("", include("os2site.search.urls")))
