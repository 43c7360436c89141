"""Page mixins of the catalogue: what a concrete page class of the host's builds on.

They stand above :mod:`os2site_products.services`, because a page gathers what it shows there.
"""

from os2site_products.page_mixins.index import ProductIndexMixin
from os2site_products.page_mixins.product import ProductPageMixin

__all__ = ["ProductIndexMixin", "ProductPageMixin"]
