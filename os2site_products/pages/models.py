"""Concrete product pages on Wagtail's own page model."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.models import Page

from os2site_products.models import (
    GroupRow,
    PriceRow,
    RelatedProductRow,
    SupplierRow,
    UserClaimRow,
    UserRow,
)
from os2site_products.page_mixins import ProductIndexMixin, ProductPageMixin


class ProductIndexPage(ProductIndexMixin, Page):  # type: ignore[misc]
    """The list of products and projects."""

    subpage_types = ["os2site_products_pages.ProductPage"]

    class Meta:
        verbose_name = _("product list")
        verbose_name_plural = _("product lists")


class ProductTag(ItemBase):
    """A tag on a product."""

    # taggit queries over this name: with "+", two apps would get each other's tags.
    tag = models.ForeignKey(
        "taggit.Tag", related_name="os2site_tagged_products", on_delete=models.CASCADE
    )
    content_object = ParentalKey(
        "os2site_products_pages.ProductPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class ProductPage(ProductPageMixin, Page):
    """A product or project."""

    tags = ClusterTaggableManager(
        through=ProductTag,
        blank=True,
        verbose_name=_("tags"),
        help_text=_("Words that visitors use for it, separated by commas."),
    )

    parent_page_types = ["os2site_products_pages.ProductIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")


class ProductSupplier(SupplierRow):
    """A supplier of a product."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="suppliers")


class ProductRelated(RelatedProductRow):
    """A product related to a product."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="related_products")


class ProductUser(UserRow):
    """An organisation that uses a product."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="users")


class ProductUserClaim(UserClaimRow):
    """A claim about a product's users."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="user_claims")


class ProductGroup(GroupRow):
    """A working group of a product."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="groups")


class ProductPrice(PriceRow):
    """A price of a product."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="prices")
