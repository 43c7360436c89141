"""How the search is doing, for health and for the administration's start page."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import Count, Min

from os2site.conf import get_settings
from os2site.models import OutboxItem
from os2site.search.service import configured_engine


@dataclass(frozen=True)
class SearchStatus:
    """State of the search.

    :param engine: the configured engine.
    :param degraded: it does not answer, and the database does in its place.
    :param waiting: changes that the external index has not heard of yet.
    :param oldest: when the oldest of them was made.
    """

    engine: str
    degraded: bool
    waiting: int
    oldest: datetime.datetime | None


def search_status() -> SearchStatus:
    """Ask the configured engine whether it answers, and count what waits for it: one query.

    An engine in the site's own database is there whenever the site is; a remote one says so itself
    in ``is_available()``, within the time that a visitor would wait.
    """
    is_available = getattr(configured_engine(), "is_available", None)
    waiting = OutboxItem.objects.aggregate(number=Count("pk"), oldest=Min("created_at"))
    return SearchStatus(
        engine=get_settings().search_engine,
        degraded=is_available is not None and not is_available(),
        waiting=waiting["number"],
        oldest=waiting["oldest"],
    )
