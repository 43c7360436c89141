"""Models of the product catalogue: rows of its pages, governance and economy."""

from os2site_products.models.economy import EconomyRule
from os2site_products.models.followers import ProductFollower
from os2site_products.models.governance import (
    Assessment,
    AssessmentResult,
    AssessmentStep,
    Criterion,
    set_is_used,
)
from os2site_products.models.moves import ProductMove
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
    "AssessmentStep",
    "Criterion",
    "EconomyRule",
    "GroupRow",
    "PriceRow",
    "ProductFollower",
    "ProductMove",
    "RelatedProductRow",
    "SoftwareFacts",
    "SupplierRow",
    "UserClaimRow",
    "UserRow",
    "set_is_used",
]
