"""What is answered: hits, facets with counts, and how the answer came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from os2site.models import SearchEntry
    from os2site.search.query import SearchQuery


@dataclass(frozen=True)
class RawHit:
    """A hit as an engine gives it.

    :param key: key of the entry.
    :param highlights: field name → text in which matches stand between ``\\ue000`` and ``\\ue001``
        (private-use characters, so that markup in the text can be escaped afterwards).
    """

    key: str
    score: float
    highlights: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RawResults:
    """An engine's answer, before its hits are checked against the rows.

    :param facets: facet name → value → number of hits, each facet counted as if it had no value
        chosen itself; the entry types are counted under the name ``"type"``.
    """

    total: int
    hits: Sequence[RawHit]
    facets: Mapping[str, Mapping[str, int]]
    suggestion: str | None = None


@dataclass(frozen=True)
class Hit:
    """A hit that may be shown.

    :param title: escaped, matches in ``<mark>``; ``snippet`` likewise.
    """

    entry: SearchEntry
    score: float
    title: SafeString
    snippet: SafeString


@dataclass(frozen=True)
class FacetOption:
    """A value of a facet, with the number of hits that choosing it would leave."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class FacetResult:
    """A facet with its values, chosen ones included also when nothing has them."""

    name: str
    label: str
    options: Sequence[FacetOption]


@dataclass(frozen=True)
class SearchResults:
    """An answer for a page, a list or the API.

    :param engine: ``"elasticsearch"`` or ``"database"``, whichever answered.
    :param took_ms: time on the server in milliseconds.
    :param degraded: the configured engine did not answer and the database did.
    """

    query: SearchQuery
    total: int
    hits: Sequence[Hit]
    facets: Sequence[FacetResult]
    types: FacetResult
    engine: str
    took_ms: int
    suggestion: str | None = None
    degraded: bool = False

    @property
    def page_count(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // self.query.page_size))
