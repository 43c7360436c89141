"""Models of the supplier directory: page mixins and their rows."""

from os2site_suppliers.models.index import SupplierIndexMixin
from os2site_suppliers.models.rows import CaseRow, OfferedProductRow
from os2site_suppliers.models.supplier import SupplierPageMixin, status_of_words

__all__ = [
    "CaseRow",
    "OfferedProductRow",
    "SupplierIndexMixin",
    "SupplierPageMixin",
    "status_of_words",
]
