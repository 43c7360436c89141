"""Rows of a guide. The concrete classes add ``page``, a ParentalKey to the host's page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from os2site.models import RelationRow


class GuideRelationRow(RelationRow):
    """Another guide, or a page that a reader of the guide may need."""

    panels = [FieldPanel("target")]

    class Meta(RelationRow.Meta):
        abstract = True
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")
