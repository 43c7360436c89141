"""The embedded engine: its own full-text index in the site's database."""

from os2site.search.engines.database.engine import DatabaseEngine
from os2site.search.engines.database.index import delete, differences, rebuild, repair, write

__all__ = ["DatabaseEngine", "delete", "differences", "rebuild", "repair", "write"]
