"""Rows of a member page. The concrete class adds ``page``, a ParentalKey to the host's page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from os2site.models import RelationRow
from os2site.page_mixins import PageOfTypePanel


class UsedProductRow(RelationRow):
    """A product that the organisation says it uses."""

    relation_kind = "uses"

    panels = [PageOfTypePanel("target", page_type="product")]

    class Meta(RelationRow.Meta):
        abstract = True
        verbose_name = _("product in use")
        verbose_name_plural = _("products in use")
