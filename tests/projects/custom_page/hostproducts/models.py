"""Our page types on the host's base page, instead of the sub-app ``os2site_products.pages``."""

from __future__ import annotations

from basepage.models import BasePage
from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase

from os2site_products.models import (
    GroupRow,
    PriceRow,
    RelatedProductRow,
    SupplierRow,
    UserClaimRow,
    UserRow,
)
from os2site_products.page_mixins import ProductIndexMixin, ProductPageMixin


class ProductIndexPage(ProductIndexMixin, BasePage):
    """List of products."""


class ProductTag(ItemBase):
    """Tag."""

    tag = models.ForeignKey("taggit.Tag", related_name="host_products", on_delete=models.CASCADE)
    content_object = ParentalKey(
        "ProductPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class ProductPage(ProductPageMixin, BasePage):
    """Product."""

    tags = ClusterTaggableManager(through=ProductTag, blank=True)


class ProductSupplier(SupplierRow):
    """Supplier of a product."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="suppliers")


class ProductRelated(RelatedProductRow):
    """Related product."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="related_products")


class ProductUser(UserRow):
    """User of a product."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="users")


class ProductUserClaim(UserClaimRow):
    """Claim about users."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="user_claims")


class ProductGroup(GroupRow):
    """Group of a product."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="groups")


class ProductPrice(PriceRow):
    """Price of a product."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="prices")
