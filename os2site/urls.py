"""Addresses without a language prefix."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from os2site.api import urls as api_urls
from os2site.links import TOKEN
from os2site.views import crawlers, health, theme, unsubscribe

#: Names of these are in the namespace ``os2site``.
frame: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("theme.css", theme.theme_css, name="theme_css"),
    path("udseende/", theme.choose_scheme, name="scheme"),
    re_path(rf"^afmeld/(?P<token>{TOKEN})/$", unsubscribe.one_click, name="unsubscribe"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("opensearch.xml", crawlers.opensearch, name="opensearch"),
    path(".well-known/security.txt", crawlers.security_txt, name="security_txt"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((frame, "os2site"))),
    path("api/", include(api_urls)),
]
