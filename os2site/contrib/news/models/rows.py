"""Rows of a news page. The concrete classes add ``page``, a ParentalKey to the host's page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from os2site.models import RelationRow


class NewsRelationRow(RelationRow):
    """A page that the news is about: a product, a supplier, an event, a guide or another one."""

    panels = [FieldPanel("target")]

    class Meta(RelationRow.Meta):
        abstract = True
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")
