"""Rows of the vision page; concrete classes add ``page``, a ParentalKey to the host's page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import StructBlock
from wagtail.blocks.field_block import CharBlock, IntegerBlock
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from os2site.contrib.vision.enums import InitiativeStatus, ItemType
from os2site.models import ContentStreamField, LinesField, RelationRow
from os2site.page_mixins import PageOfTypePanel

#: Markup that an item's text may have; headings would break the page's outline.
ITEM_FEATURES = ["bold", "italic", "link", "document-link", "ul", "ol"]
YEARS = (MinValueValidator(1900), MaxValueValidator(2200))


#: Something that was reached, or is to be, in a month of a year.
MILESTONE = StructBlock(
    [
        ("year", IntegerBlock(label=_("Year"), min_value=1900, max_value=2200)),
        ("month", IntegerBlock(label=_("Month"), required=False, min_value=1, max_value=12)),
        ("text", CharBlock(label=_("Milestone"), max_length=300)),
    ],
    label=_("Milestone"),
    icon="date",
)


class ItemRow(Orderable):
    """The vision, the mission, a pillar, the strategy's introduction or an initiative.

    Each can be found by itself; its slug is its anchor on the page.
    """

    slug = models.SlugField(
        _("anchor"),
        max_length=80,
        help_text=_("The last part of the item's address, after #. Keep it once it is known."),
    )
    type = models.CharField(
        _("type"), max_length=20, choices=ItemType.choices, default=ItemType.INITIATIVE
    )
    emoji = models.CharField(
        _("emoji"), max_length=10, blank=True, help_text=_("One sign; a pillar shows it.")
    )
    title = models.CharField(_("title"), max_length=160)
    text = RichTextField(
        _("text"),
        blank=True,
        features=ITEM_FEATURES,
        help_text=_("The first paragraph of the vision is the page's large statement."),
    )
    status = models.CharField(
        _("status"), max_length=20, choices=InitiativeStatus.choices, blank=True
    )
    period_from = models.PositiveSmallIntegerField(
        _("from year"), null=True, blank=True, validators=YEARS
    )
    period_to = models.PositiveSmallIntegerField(
        _("to year"),
        null=True,
        blank=True,
        validators=YEARS,
        help_text=_("Empty while no end is decided."),
    )
    period_note = models.CharField(_("note on the period"), max_length=200, blank=True)
    milestones = ContentStreamField(
        [("milestone", MILESTONE)], blank=True, verbose_name=_("milestones")
    )
    sources = LinesField(_("sources"), help_text=_("One source on each line."))
    demo = models.BooleanField(_("example content"), default=False)

    panels = [
        FieldRowPanel([FieldPanel("type"), FieldPanel("emoji")]),
        FieldPanel("title"),
        FieldPanel("text"),
        MultiFieldPanel(
            [
                FieldPanel("status"),
                FieldRowPanel([FieldPanel("period_from"), FieldPanel("period_to")]),
                FieldPanel("period_note"),
                FieldPanel("milestones"),
            ],
            heading=_("Only for an initiative"),
            classname="collapsed",
        ),
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("sources"), FieldPanel("demo")],
            heading=_("Address and sources"),
            classname="collapsed",
        ),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("item")
        verbose_name_plural = _("items")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse a period that ends before it begins, or an end without a beginning.

        :raises ValidationError: on the field ``period_to``.
        """
        super().clean()
        if self.period_to is None:
            return
        if self.period_from is None:
            raise ValidationError({"period_to": _("Say when the period begins.")})
        if self.period_to < self.period_from:
            raise ValidationError({"period_to": _("The period ends before it begins.")})


class InitiativeProductRow(RelationRow):
    """A product that an initiative is about."""

    relation_kind = "product"

    initiative = models.SlugField(
        _("initiative"),
        max_length=80,
        help_text=_("Anchor of the initiative, such as indsats-tilbud."),
    )

    panels = [
        FieldRowPanel([FieldPanel("initiative"), PageOfTypePanel("target", page_type="product")])
    ]

    class Meta(RelationRow.Meta):
        abstract = True
        verbose_name = _("product of an initiative")
        verbose_name_plural = _("products of initiatives")

    def link_facts(self) -> dict[str, Any]:
        """The initiative."""
        return {"initiative": self.initiative}
