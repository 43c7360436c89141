"""Two plugins with an entry type each, for tests that write entries without page types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from os2site.plugins import PluginConfig
from os2site.search.catalogue import DATE
from os2site.search.types import EntryDraft, Facet, SearchType

LABEL_CALLS: list[tuple[str, tuple[str, ...]]] = []


def labels_of(name: str):
    def lookup(values: Sequence[str], language: str) -> Mapping[str, str]:
        LABEL_CALLS.append((name, tuple(values)))
        return {value: value.capitalize() for value in values if value != "unlabelled"}

    return lookup


def nothing(page: object) -> Sequence[EntryDraft]:
    return []


CATEGORY = Facet("category", "Category", labels_of("category"))
LEVEL = Facet("level", "Level", labels_of("level"), order="3210".find)
REGION = Facet("region", "Region", labels_of("region"))

PRODUCTS = (
    SearchType("product", "Product", "Products", "product", nothing, (CATEGORY, LEVEL, DATE)),
)
SUPPLIERS = (
    SearchType("supplier", "Supplier", "Suppliers", "supplier", nothing, (CATEGORY, REGION)),
)


class ProductShelf(PluginConfig):
    name = "tests.os2site.search.entry_types"
    label = "product_shelf"
    version = "1.0"
    compatible = "<100"
    search_types = "tests.os2site.search.entry_types.PRODUCTS"


class SupplierShelf(PluginConfig):
    name = "tests.os2site.search.entry_types"
    label = "supplier_shelf"
    version = "1.0"
    compatible = "<100"
    search_types = "tests.os2site.search.entry_types.SUPPLIERS"
