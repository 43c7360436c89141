"""What is answered: hits, facets with counts, and how the answer came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.timezone import localtime

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from os2site.models import SearchEntry
    from os2site.search.answers import Answer
    from os2site.search.query import SearchQuery


@dataclass(frozen=True)
class RawHit:
    """A hit as an engine gives it.

    :param key: key of the entry.
    """

    key: str
    score: float


@dataclass(frozen=True)
class RawResults:
    """An engine's answer, before its hits are checked against the rows.

    :param facets: facet name → value → number of hits, each facet counted as if it had no value
        chosen itself; the entry types are counted under the name ``"type"``, the languages under
        ``"language"`` where there are plans for several.
    :param matched: entries in the languages searched that match the text, whatever the chosen types
        and facets.
    """

    total: int
    hits: Sequence[RawHit]
    facets: Mapping[str, Mapping[str, int]]
    matched: int


@dataclass(frozen=True)
class HitDocument:
    """The document of a page that a hit was found in; ``snippet`` is escaped, with ``<mark>``."""

    title: str
    url: str
    snippet: SafeString


@dataclass(frozen=True)
class Hit:
    """A hit that may be shown.

    :param title: escaped, matches in ``<mark>``; ``snippet`` likewise.
    :param type_label: the entry's type in the visitor's language.
    :param template: the type's template for a hit.
    :param document: the document with a searched word that the page's own text does not have.
    :param language: code of the entry's language where it is not the page's own, else empty.
    :param related: it has not the words, but lies near what has them; stands after all that has.
    """

    entry: SearchEntry
    score: float
    title: SafeString
    snippet: SafeString
    type_label: str
    template: str
    document: HitDocument | None = None
    language: str = ""
    related: bool = False

    @property
    def url(self) -> str:
        """Address from the site's root."""
        return self.entry.url

    @property
    def meta(self) -> str:
        """What stands after the type: ``card["meta"]``, else the entry's date."""
        given = self.entry.card.get("meta")
        if given is not None:
            return str(given)
        if self.entry.date is None:
            return ""
        return date_format(localtime(self.entry.date), "DATE_FORMAT")


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
    :param suggestion: the text that was probably meant, when a word was read as another one or
        nothing was found.
    :param degraded: the configured engine did not answer and the database did.
    :param synonyms: texts that were searched too.
    :param answer: what the site says to the question, when that is sure.
    :param related: how many of ``total`` have none of the words and fill up the page.
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
    synonyms: Sequence[str] = ()
    answer: Answer | None = None
    related: int = 0

    @property
    def found(self) -> int:
        """Number of entries without what only fills up the page."""
        return self.total - self.related

    @property
    def page_count(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // self.query.page_size))
