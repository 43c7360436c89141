"""Kinds of record of the catalogue, in the order in which they name each other."""

from os2site_products.transfer.assessments import AssessmentKind
from os2site_products.transfer.criteria import CriterionKind
from os2site_products.transfer.economy import EconomyKind
from os2site_products.transfer.moves import MoveKind
from os2site_products.transfer.products import ProductKind

IMPORTERS = (CriterionKind(), EconomyKind(), ProductKind(), AssessmentKind(), MoveKind())

__all__ = [
    "IMPORTERS",
    "AssessmentKind",
    "CriterionKind",
    "EconomyKind",
    "MoveKind",
    "ProductKind",
]
