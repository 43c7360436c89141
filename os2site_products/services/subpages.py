"""Addresses below the list of products and below a product."""

from __future__ import annotations

from typing import Final

from os2site.services.subpages import Subpage, address, dressed

__all__ = ["ADOPTION", "CATALOGUE", "COMPARE", "PRODUCT_PARAMETER", "TAKEN_SLUGS"]
__all__ += ["Subpage", "address", "dressed"]

#: Parameter of the comparison that names a product by its slug, repeatable.
PRODUCT_PARAMETER: Final = "produkt"
#: Who uses what, and the comparison. Products can't have these as slugs.
ADOPTION: Final = "udbredelse"
COMPARE: Final = "sammenlign"
#: The list for other catalogues; its dot keeps it apart from slugs.
CATALOGUE: Final = "katalog.json"
TAKEN_SLUGS: Final = frozenset({ADOPTION, COMPARE})
