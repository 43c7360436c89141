"""The reference site's addresses, and those of the peers."""

from django.urls import path

from benchmarks import plain
from os2site.project.urls import urlpatterns as site_urlpatterns

urlpatterns = [
    path("plain-search/", plain.search_page),
    path("plain-page/", plain.plain_page),
    path("plain-form/<path:path>", plain.form_page),
    *site_urlpatterns,
]
