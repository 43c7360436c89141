"""Abstract page types of the supplier directory, whichever base page model the host uses."""

from os2site_suppliers.page_mixins.index import SupplierIndexMixin
from os2site_suppliers.page_mixins.supplier import SupplierPageMixin

__all__ = ["SupplierIndexMixin", "SupplierPageMixin"]
