"""Models of the product catalogue: page mixins, their rows, governance and economy."""

from os2site_products.models.economy import EconomyRule
from os2site_products.models.governance import Assessment, AssessmentResult, Criterion
from os2site_products.models.index import ProductIndexMixin
from os2site_products.models.product import ProductPageMixin
from os2site_products.models.rows import (
    GroupRow,
    PriceRow,
    RelatedProductRow,
    SupplierRow,
    UserClaimRow,
    UserRow,
)

__all__ = [
    "Assessment",
    "AssessmentResult",
    "Criterion",
    "EconomyRule",
    "GroupRow",
    "PriceRow",
    "ProductIndexMixin",
    "ProductPageMixin",
    "RelatedProductRow",
    "SupplierRow",
    "UserClaimRow",
    "UserRow",
]
