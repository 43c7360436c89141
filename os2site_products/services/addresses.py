"""Fixed addresses below the list of products."""

from __future__ import annotations

from typing import Final

#: Parameter of the comparison that names a product by its slug, repeatable.
PRODUCT_PARAMETER: Final = "produkt"
#: Parameter of the comparison with a text to find products by.
FIND_PARAMETER: Final = "q"
#: Parameter of the page on adoption with the code of who is asked for.
ADOPTER_PARAMETER: Final = "anvender"
#: Who uses what, and the comparison. Products can't have these as slugs.
ADOPTION: Final = "udbredelse"
COMPARE: Final = "sammenlign"
#: The list for other catalogues; its dot keeps it apart from slugs.
CATALOGUE: Final = "katalog.json"
TAKEN_SLUGS: Final = frozenset({ADOPTION, COMPARE})
