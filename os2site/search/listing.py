"""List pages: filters from the address, facets with counts, chips and pages of results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from os2site.conf import get_settings
from os2site.rechecked import Rechecked, state_of
from os2site.search import catalogue
from os2site.search.language_facet import LANGUAGE
from os2site.search.query import SORTS, QueryError, SearchQuery, Sort, parse
from os2site.search.results import FacetOption, FacetResult, SearchResults
from os2site.search.service import list_entries
from os2site.services.current import facts_of
from os2site.services.visibility import site_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Site

#: Options of a facet that are shown before "show more", besides those that are chosen.
SHOWN_OPTIONS = 8
#: Facets that are shown before "more filters", besides those in which something is chosen.
SHOWN_FACETS = 6
#: Pages shown on each side of the current one.
PAGER_REACH = 2


@dataclass(frozen=True)
class Link:
    """A titled address."""

    title: str
    url: str


@dataclass(frozen=True)
class Chip:
    """A chosen filter and the address without it."""

    label: str
    remove_url: str


@dataclass(frozen=True)
class PagerItem:
    """A numbered page, or a gap between numbers."""

    number: int
    url: str
    current: bool = False
    gap: bool = False


@dataclass(frozen=True)
class Pager:
    """Where in the list the reader is; ``first`` and ``last`` are numbers of results."""

    first: int
    last: int
    total: int
    pages: Sequence[PagerItem]
    previous_url: str
    next_url: str


@dataclass(frozen=True)
class FacetView:
    """A facet as the template ``components/facets.html`` takes it.

    :param options: those that are always seen; ``more`` those behind "show more".
    """

    name: str
    label: str
    options: Sequence[FacetOption]
    more: Sequence[FacetOption] = ()


@dataclass(frozen=True)
class SortOption:
    """A sort order that can be chosen."""

    value: Sort
    label: str
    selected: bool


@dataclass(frozen=True)
class Listing:
    """All that a list's template needs.

    :param further_facets: facets behind "more filters".
    :param error: what was wrong with the address, empty when nothing was; the list is then whole.
    """

    query: SearchQuery
    results: SearchResults
    facets: Sequence[FacetView]
    further_facets: Sequence[FacetView]
    chips: Sequence[Chip]
    pager: Pager
    sort_options: Sequence[SortOption]
    #: Parameters that the facet form must carry along, those of the sort form and of the search.
    facet_hidden: Sequence[tuple[str, str]]
    sort_hidden: Sequence[tuple[str, str]]
    find_hidden: Sequence[tuple[str, str]]
    action: str
    reset_url: str
    error: str = ""

    @property
    def chosen_count(self) -> int:
        """Number of chosen filters."""
        return len(self.chips)

    @property
    def ways_on(self) -> list[Link]:
        """Where a reader can go from an empty list."""
        links = [Link(_("Show everything in this list"), self.action)]
        if self.query.text:
            address = f"{reverse('os2site_search')}?{urlencode({'q': self.query.text})}"
            links.append(Link(_("Search the whole site"), address))
        return links

    @property
    def is_filtered(self) -> bool:
        """Whether the list is less than everything."""
        return bool(self.chips or self.query.text)


_lists: Final[Rechecked[Listing]] = Rechecked(64)


def build(*, page: Any, request: HttpRequest) -> Listing:
    """The listing of a list page for this request.

    What is listed without a text is kept while the database confirms it. A text is read with what
    processes know of words, too.

    :raises Http404: beyond the last page.
    """
    if request.GET.get("q"):
        return _build(page, request)
    # The language is read for the rest of the page, too: once, and not for what is kept.
    origin = facts_of(request).origin, page.locale.language_code
    key = state_of(page), origin, request.META.get("QUERY_STRING", "")
    return _lists.get(key, lambda: _build(page, request))


def _build(page: Any, request: HttpRequest) -> Listing:
    site = site_of(page=page)
    if site is None:
        raise Http404("The page is outside all sites")
    types: tuple[str, ...] = page.listed_types
    names = [
        name
        for name in (page.listed_facets or catalogue.facets(site=site, types=types))
        if name in catalogue.facets(site=site, types=types)
    ]
    query, error = read_query(request=request, page=page, site=site, types=types, facet_names=names)
    results = list_entries(query, facet_names=names)
    return assemble(results=results, action=page.get_url(request), error=error)


def read_query(
    *,
    request: HttpRequest,
    page: Any,
    site: Site,
    types: tuple[str, ...],
    facet_names: Sequence[str],
) -> tuple[SearchQuery, str]:
    """The query of a list's address; on a wrong parameter the whole list and the reason."""
    language = page.locale.language_code
    try:
        query = parse(
            request.GET,
            site=site,
            language=language,
            known_types=types,
            known_facets=facet_names,
            page_size=get_settings().page_size,
            fixed_types=types,
            divided_by_time=page.divided_by_time,
            default_sort=page.default_sort,
        )
    except QueryError as fault:
        whole = SearchQuery(
            site=site,
            language=language,
            types=types,
            page_size=get_settings().page_size,
            sort=page.default_sort,
            default_sort=page.default_sort,
            when="coming" if page.divided_by_time else "",
        )
        return whole, str(fault)
    return query, ""


def assemble(
    *, results: SearchResults, action: str, error: str = "", fixed_types: bool = True
) -> Listing:
    """Dress results up for a template.

    :param fixed_types: the address does not carry the types, as on a list page.
    :raises Http404: beyond the last page.
    """
    query = results.query
    if query.page > results.page_count:
        raise Http404("Beyond the last page")

    def url(**changes: object) -> str:
        if fixed_types:
            changes.setdefault("types", ())
        parameters = query.parameters(**changes)
        return f"{action}?{parameters}" if parameters else action

    facets = [facet for facet in results.facets if _offers(facet, query)]
    if not query.types:
        facets = _widest_first(facets, query.site)
    further = _further(facets)
    facet_pairs = [(name, value) for name, values in query.facets.items() for value in values]
    text_pairs = [("q", query.text)] if query.text else []
    type_pairs = [] if fixed_types else [("type", name) for name in query.types]
    language_pairs = [("language", code) for code in query.languages]
    sort_pairs = [("sort", query.sort)] if query.sort != query.implied_sort else []
    when_pairs = [("when", query.when)] if query.when == "past" else []
    return Listing(
        query=query,
        results=results,
        facets=[_facet_view(facet) for facet in facets if facet not in further],
        further_facets=[_facet_view(facet) for facet in further],
        chips=_chips(results, url),
        pager=_pager(results, url),
        sort_options=_sort_options(query),
        facet_hidden=[*text_pairs, *type_pairs, *sort_pairs, *when_pairs],
        sort_hidden=[*text_pairs, *type_pairs, *language_pairs, *facet_pairs, *when_pairs],
        find_hidden=[*type_pairs, *language_pairs, *facet_pairs, *sort_pairs, *when_pairs],
        action=action,
        reset_url=url(page=1, facets={}, languages=()),
        error=error,
    )


def _sort_options(query: SearchQuery) -> list[SortOption]:
    labels = {"relevance": _("Relevance"), "date": _("Newest first"), "name": _("Name, A–Å")}
    if query.when == "coming":
        labels["date"] = _("Soonest first")
    chosen: Sort = query.sort
    if query.when and not query.text:
        # Nothing is more relevant than the rest: such a list goes by time.
        del labels["relevance"]
        chosen = "date" if chosen == "relevance" else chosen
    elif query.implied_sort != "relevance":
        del labels["relevance"]
    return [SortOption(value, labels[value], value == chosen) for value in SORTS if value in labels]


def _offers(facet: FacetResult, query: SearchQuery) -> bool:
    """Whether there is something to choose or to take back. Languages are counted also where a text
    is found in none of them: to choose among those helps nobody."""
    if any(option.count for option in facet.options):
        return True
    return bool(query.languages if facet.name == LANGUAGE.name else facet.options)


def _widest_first(facets: Sequence[FacetResult], site: Site) -> list[FacetResult]:
    """Among entries of all types, what many types have tells more than what one has."""
    types = catalogue.search_types(site=site).values()
    names = Counter(facet.name for search_type in types for facet in search_type.facets)
    return sorted(facets, key=lambda facet: -names[facet.name])


def _further(facets: Sequence[FacetResult]) -> list[FacetResult]:
    """The facets that need not be in sight; to hide a single one would save no room."""
    further = [
        facet
        for facet in facets[SHOWN_FACETS:]
        if not any(option.selected for option in facet.options)
    ]
    return further if len(further) > 1 else []


def _facet_view(facet: FacetResult) -> FacetView:
    """The facet with what is chosen in sight; to hide a single option would save no room."""
    more = [option for option in facet.options[SHOWN_OPTIONS:] if not option.selected]
    if len(more) < 2:
        return FacetView(facet.name, facet.label, facet.options)
    shown = [option for option in facet.options if option not in more]
    return FacetView(facet.name, facet.label, shown, more)


def _chips(results: SearchResults, url: Callable[..., str]) -> list[Chip]:
    """The chosen values; a page's own language is there without being chosen."""
    query, chips = results.query, []
    for facet in results.facets:
        chosen = query.chosen(facet.name)
        for option in facet.options:
            if option.value in chosen:
                left = tuple(value for value in chosen if value != option.value)
                chips.append(Chip(option.label, url(page=1, **query.choosing(facet.name, left))))
    return chips


def _pager(results: SearchResults, url: Any) -> Pager:
    query, last_page = results.query, results.page_count
    numbers = sorted(
        {1, last_page}
        | {
            number
            for number in range(query.page - PAGER_REACH, query.page + PAGER_REACH + 1)
            if 1 <= number <= last_page
        }
    )
    items: list[PagerItem] = []
    for number in numbers:
        if items and number > items[-1].number + 1:
            items.append(PagerItem(0, "", gap=True))
        items.append(PagerItem(number, url(page=number), current=number == query.page))
    return Pager(
        first=query.offset + 1 if results.total else 0,
        last=min(query.offset + query.page_size, results.total),
        total=results.total,
        pages=items,
        previous_url=url(page=query.page - 1) if query.page > 1 else "",
        next_url=url(page=query.page + 1) if query.page < last_page else "",
    )
