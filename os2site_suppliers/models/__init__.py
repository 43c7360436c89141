"""Abstract rows of a supplier's page, and the models that are no pages."""

from os2site_suppliers.models.enquiries import SupplierEnquiry
from os2site_suppliers.models.invitations import ProfileReminder, SupplierInvitation
from os2site_suppliers.models.rows import CaseRow, OfferedProductRow

__all__ = [
    "CaseRow",
    "OfferedProductRow",
    "ProfileReminder",
    "SupplierEnquiry",
    "SupplierInvitation",
]
