"""Models of the product catalogue: rows of its pages, governance and economy."""

from os2site_products.models.economy import EconomyRule
from os2site_products.models.governance import Assessment, AssessmentResult, Criterion
from os2site_products.models.rows import (
    GroupRow,
    PriceRow,
    RelatedProductRow,
    SupplierRow,
    UserClaimRow,
    UserRow,
)
from os2site_products.models.software import SoftwareFacts

__all__ = [
    "Assessment",
    "AssessmentResult",
    "Criterion",
    "EconomyRule",
    "GroupRow",
    "PriceRow",
    "RelatedProductRow",
    "SoftwareFacts",
    "SupplierRow",
    "UserClaimRow",
    "UserRow",
]
