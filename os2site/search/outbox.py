"""Changes that the external index must still hear of."""

from __future__ import annotations

from collections.abc import Iterable

from os2site.conf import get_settings
from os2site.models import OutboxItem


def enqueue(keys: Iterable[str]) -> None:
    """Note, in the caller's transaction, that these entries were written or deleted.

    Nothing is noted while the database is the only engine: an external index starts with a rebuild.
    """
    if get_settings().search_engine == "elasticsearch":
        OutboxItem.objects.bulk_create(OutboxItem(key=key) for key in keys)
