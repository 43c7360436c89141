"""Rows of a product page. The concrete classes add ``page``, a ParentalKey to the host's page."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from os2site import partial_dates
from os2site.enums import SizeClass
from os2site.models import LinesField, Organisation, RelationRow, WorkingGroup
from os2site.page_mixins import PageOfTypePanel, TermSlugsSelect


class SupplierRow(RelationRow):
    """A supplier of the product: what it does, since which source, and whether it still does."""

    relation_kind = "supplier"

    roles = LinesField(_("roles"), help_text=_("The services that it delivers for this product."))
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("Where it is stated: a document, a repository or an address."),
    )
    active = models.BooleanField(
        _("still active"), null=True, blank=True, help_text=_("Unknown when the source is silent.")
    )

    panels = [
        PageOfTypePanel("target", page_type="supplier", heading=_("Supplier")),
        FieldPanel("roles", widget=TermSlugsSelect(vocabulary="service")),
        FieldPanel("note"),
        FieldRowPanel([FieldPanel("active"), FieldPanel("source")]),
    ]

    class Meta(RelationRow.Meta):
        abstract = True
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")

    def link_facts(self) -> dict[str, Any]:
        """Roles, note, source and whether the supplier is still active."""
        return {
            "roles": self.roles,
            "note": self.note,
            "source": self.source,
            "active": self.active,
        }


class RelatedProductRow(RelationRow):
    """Another product that works together with this one, or that took its place."""

    relation_kind = "related_product"

    is_successor = models.BooleanField(
        _("took its place"),
        default=False,
        help_text=_("Visitors of a product that has ended are led on to it."),
    )

    panels = [
        PageOfTypePanel("target", page_type="product", heading=_("Product")),
        FieldPanel("is_successor"),
    ]

    class Meta(RelationRow.Meta):
        abstract = True
        verbose_name = _("related product")
        verbose_name_plural = _("related products")

    def link_facts(self) -> dict[str, Any]:
        """Whether the other product took this one's place."""
        return {"is_successor": self.is_successor}


class UserRow(Orderable):
    """A named organisation that uses the product; it need not be a member."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", verbose_name=_("organisation")
    )

    panels = [FieldPanel("organisation")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = pgettext_lazy("product", "user")
        verbose_name_plural = pgettext_lazy("product", "users")


class UserClaimRow(Orderable):
    """A counted claim about users, with its date and source ("32 kommuner")."""

    count = models.PositiveIntegerField(_("number"), null=True, blank=True)
    unit = models.CharField(
        _("of what"), max_length=80, help_text=_("Such as kommuner or offentlige institutioner.")
    )
    as_of = models.CharField(
        _("as of"), max_length=10, blank=True, help_text=_("Year, month or day: 2025, 2025-10.")
    )
    claim = models.CharField(
        _("claim"),
        max_length=300,
        help_text=_("What the source says of them, such as anvender løsningen or mere end."),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("count"), FieldPanel("unit"), FieldPanel("as_of")]),
        FieldPanel("claim"),
        FieldPanel("source"),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("claim about users")
        verbose_name_plural = _("claims about users")

    def clean(self) -> None:
        """Refuse a date that is none, or has not begun.

        :raises ValidationError: when ``as_of`` is not a year, a month or a day of the past.
        """
        super().clean()
        partial_dates.check_field("as_of", self.as_of)


class GroupRow(Orderable):
    """A working group of the product; the same group may stand on several products."""

    group = models.ForeignKey(
        WorkingGroup, on_delete=models.CASCADE, related_name="+", verbose_name=_("working group")
    )

    panels = [FieldPanel("group")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")


class PriceRow(Orderable):
    """One line of a dated price table: a size class and what it costs, in whole currency units."""

    as_of = models.DateField(
        _("in force from"), null=True, blank=True, help_text=_("Empty when the source has no date.")
    )
    size_class = models.CharField(_("size class"), max_length=20, choices=SizeClass.choices)
    currency = models.CharField(_("currency"), max_length=3, default="DKK")
    vat = models.CharField(
        _("VAT"), max_length=40, default="ekskl. moms", help_text=_("Such as ekskl. moms.")
    )
    entry_fee = models.PositiveIntegerField(_("joining fee, once"), null=True, blank=True)
    annual_member = models.PositiveIntegerField(_("a year, members"), null=True, blank=True)
    annual_non_member = models.PositiveIntegerField(_("a year, others"), null=True, blank=True)
    governance_percent = models.DecimalField(
        _("for shared governance, per cent"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_(
            "What the product adds to the yearly amount for the association's shared governance. "
            "0 when it adds nothing, empty when no source says."
        ),
    )

    panels = [
        FieldRowPanel([FieldPanel("as_of"), FieldPanel("size_class")]),
        FieldRowPanel(
            [
                FieldPanel("entry_fee"),
                FieldPanel("annual_member"),
                FieldPanel("annual_non_member"),
            ]
        ),
        FieldPanel("governance_percent"),
        FieldRowPanel([FieldPanel("currency"), FieldPanel("vat")]),
    ]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("price")
        verbose_name_plural = _("prices")
