"""Models of the supplier directory: the rows of a supplier page."""

from os2site_suppliers.models.enquiries import SupplierEnquiry
from os2site_suppliers.models.rows import CaseRow, OfferedProductRow

__all__ = ["CaseRow", "OfferedProductRow", "SupplierEnquiry"]
