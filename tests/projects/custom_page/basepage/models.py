"""A host's own base page."""

from __future__ import annotations

from django.db import models
from wagtail.models.pages import AbstractPage, AbstractPageMeta


class BasePage(AbstractPage):
    """The host's base page, with a field of its own."""

    department = models.CharField(max_length=80, blank=True)

    class Meta(AbstractPageMeta):
        pass
