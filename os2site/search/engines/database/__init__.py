"""The embedded engine: its own full-text index in the site's database."""

from os2site.search.engines.database.engine import DatabaseEngine
from os2site.search.engines.database.index import (
    analysed,
    delete,
    differences,
    rebuild,
    repair,
    stored,
    write,
)
from os2site.search.engines.database.vendor import IndexRow

__all__ = [
    "DatabaseEngine",
    "IndexRow",
    "analysed",
    "delete",
    "differences",
    "rebuild",
    "repair",
    "stored",
    "write",
]
