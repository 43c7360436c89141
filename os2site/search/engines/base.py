"""The contract that both engines pass (``tests/os2site/search/engine_contract.py``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from os2site.search.analysis.queries import QueryPlan
from os2site.search.query import SearchQuery
from os2site.search.results import RawResults


class EngineUnavailable(Exception):  # noqa: N818 (a state of the engine, expected)
    """The engine did not answer in time, refused, or is not set up."""


class Engine(Protocol):
    """Finds entries."""

    name: str

    def search(
        self, query: SearchQuery, plan: QueryPlan, *, facet_names: Sequence[str]
    ) -> RawResults:
        """Find entries and count facets, in one round trip to the engine where it is remote.

        :param plan: the analysed text of ``query``.
        :raises EngineUnavailable: when it can't answer.
        """
        ...
