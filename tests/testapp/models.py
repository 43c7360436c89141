"""A host's page that uses the kernel's mixin and blocks."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from os2site.blocks import body_blocks
from os2site.models import ContentStreamField, DocumentControlMixin
from os2site.page_mixins import SitePageMixin


class BodyPage(SitePageMixin, Page):
    """A page with a lead, a picture and a body."""

    page_template = "testapp/body_page.html"

    summary = models.CharField(max_length=200, blank=True)
    image = models.ForeignKey(
        "wagtailimages.Image", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    body = ContentStreamField(body_blocks(), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("image"),
        FieldPanel("body"),
    ]

    def json_ld(self, request: HttpRequest) -> list[dict[str, Any]]:
        return [{"@type": "Article", "headline": self.title}]


class ControlledPage(DocumentControlMixin, Page):
    """A page with a control header."""
