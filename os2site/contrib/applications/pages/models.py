"""The concrete page with the form, on Wagtail's own page model."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from os2site.contrib.applications.page_mixins import ApplicationPageMixin


class ApplicationPage(ApplicationPageMixin, Page):
    """A page with the form of an application."""

    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("application form")
        verbose_name_plural = _("application forms")
