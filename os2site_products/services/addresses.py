"""Fixed addresses below the list of products, and what the heads of those pages say."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from os2site.services.subpages import Subpage

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


def adoption_subpage(*, listed: bool = True) -> Subpage:
    """The head of the page that says who uses what."""
    return Subpage(
        ADOPTION,
        _("Who uses what"),
        _("The municipalities and regions that products name as users, or that say so themselves."),
        listed=listed,
    )


def compare_subpage(*, listed: bool = True) -> Subpage:
    """The head of the comparison."""
    return Subpage(
        COMPARE,
        _("Compare solutions"),
        _("Up to four solutions side by side: what they do, how mature they are, what they cost."),
        listed=listed,
    )
