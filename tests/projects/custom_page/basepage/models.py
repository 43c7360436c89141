"""A host's own base page, and our page types on top of it."""

from __future__ import annotations

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase
from wagtail.models.pages import AbstractPage, AbstractPageMeta

from os2site_products.models import (
    GroupRow,
    PriceRow,
    ProductIndexMixin,
    ProductPageMixin,
    RelatedProductRow,
    SupplierRow,
    UserClaimRow,
    UserRow,
)


class BasePage(AbstractPage):
    """The host's base page, with a field of its own."""

    department = models.CharField(max_length=80, blank=True)

    class Meta(AbstractPageMeta):
        pass


class ProductIndexPage(ProductIndexMixin, BasePage):
    """List of products."""


class ProductTag(ItemBase):
    """Tag."""

    tag = models.ForeignKey("taggit.Tag", related_name="+", on_delete=models.CASCADE)
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
