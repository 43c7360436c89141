"""Concrete supplier pages on Wagtail's own page model."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from os2site_suppliers.models import CaseRow, OfferedProductRow
from os2site_suppliers.page_mixins import SupplierIndexMixin, SupplierPageMixin


class SupplierIndexPage(SupplierIndexMixin, Page):  # type: ignore[misc]
    """The list of suppliers."""

    subpage_types = ["os2site_suppliers_pages.SupplierPage"]

    class Meta:
        verbose_name = _("supplier list")
        verbose_name_plural = _("supplier lists")


class SupplierPage(SupplierPageMixin, Page):
    """A supplier."""

    parent_page_types = ["os2site_suppliers_pages.SupplierIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("supplier")
        verbose_name_plural = _("suppliers")


class SupplierProduct(OfferedProductRow):
    """A product that a supplier names."""

    page = ParentalKey(SupplierPage, on_delete=models.CASCADE, related_name="products")


class SupplierCase(CaseRow):
    """A supplier's reference."""

    page = ParentalKey(SupplierPage, on_delete=models.CASCADE, related_name="cases")
