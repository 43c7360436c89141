"""How the search is doing, for health and for the administration's start page."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from os2site.conf import get_settings
from os2site.search import outbox
from os2site.search.engines.base import Fault
from os2site.search.service import configured_engine


@dataclass(frozen=True)
class SearchStatus:
    """State of the search.

    :param engine: the configured engine.
    :param fault: why it does not answer, and the database does in its place.
    :param waiting: changes that the external index has not heard of yet.
    :param oldest: when the oldest of them was made.
    :param last_error: what became of the latest try to bring one.
    """

    engine: str
    fault: Fault | None
    waiting: int
    oldest: datetime.datetime | None
    last_error: str

    @property
    def degraded(self) -> bool:
        """Whether the database answers in the engine's place."""
        return self.fault is not None


def search_status() -> SearchStatus:
    """Ask the configured engine whether it answers, and count what waits for it: two queries.

    An engine in the site's own database is there whenever the site is; a remote one says what is
    wrong in ``fault()``, within the time that a visitor would wait.
    """
    find_fault: Callable[[], Fault | None] | None = getattr(configured_engine(), "fault", None)
    state = outbox.state()
    return SearchStatus(
        engine=get_settings().search_engine,
        fault=find_fault() if find_fault is not None else None,
        waiting=state.waiting,
        oldest=state.oldest,
        last_error=state.last_error,
    )
