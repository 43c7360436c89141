"""The addresses of the administration that these tests start."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("admin/", include("wagtail.admin.urls"))]
