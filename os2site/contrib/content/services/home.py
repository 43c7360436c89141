"""What the front page shows beside its own texts: counts, next events, newest news.

All lists are asked of the search entries, so the page knows no other app. What is not installed,
or fails, is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlencode

from django.template.loader import render_to_string

from os2site.contrib.content.services.cards import EntryRow, entry_row
from os2site.plugins import registry
from os2site.search.query import SearchQuery
from os2site.search.service import list_entries
from os2site.services.chrome import address
from os2site.services.indexes import index_pages
from os2site.services.key_figures import ShownFigure, collect
from os2site.services.languages import localised
from os2site.services.visibility import site_of
from os2site.services.vocabularies import terms

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString
    from wagtail.models import Site

    from os2site.search.types import SearchType

T = TypeVar("T")

#: Rows of the lists.
EVENTS: Final = 5
NEWS: Final = 4
#: Row of an event whose app brings none of its own.
PLAIN_EVENT: Final = "os2site/components/event_row.html"


@dataclass(frozen=True)
class Need:
    """A category with the number of products and projects in it."""

    mark: str
    title: str
    count: int
    url: str


@dataclass(frozen=True)
class Link:
    """A text that leads somewhere."""

    label: str
    url: str


@dataclass(frozen=True)
class Needs:
    """The categories, and the list of all solutions (empty where there is none)."""

    rows: Sequence[Need] = ()
    url: str = ""


@dataclass(frozen=True)
class Events:
    """The next events, each as its app shows it in a list, and the page with all of them."""

    rows: Sequence[SafeString] = ()
    url: str = ""


@dataclass(frozen=True)
class News:
    """The newest news, and the page with all of them."""

    rows: Sequence[EntryRow] = ()
    url: str = ""


@dataclass(frozen=True)
class Home:
    """All that ``home_page.html`` shows beside the page's own texts.

    :param search_url: where the search field sends, empty where the host serves no search.
    """

    search_url: str
    examples: Sequence[Link]
    figures: Sequence[ShownFigure]
    needs: Needs
    events: Events
    news: News
    reasons: Sequence[Any]
    actions: Sequence[Link]


def build(*, page: Any, request: HttpRequest) -> Home:
    """The front page's lists. The number of queries doesn't grow with what there is to list."""
    site = site_of(page=page)
    language = page.locale.language_code
    search_url = address("os2site_search")
    listed = _Lists(site, language, request)
    return Home(
        search_url=search_url,
        examples=[
            Link(row.text, f"{search_url}?{urlencode({'q': row.text})}")
            for row in page.examples.all()
        ]
        if search_url
        else [],
        figures=collect(site=site, names=[child.value for child in page.figures if child.value])
        if site is not None and page.figures
        else [],
        needs=listed.contained("product", listed.needs, Needs()),
        events=listed.contained("event", listed.events, Events()),
        news=listed.contained("news", listed.news, News()),
        reasons=list(page.reasons.all()),
        actions=_actions(page, language=language, request=request),
    )


class _Lists:
    """The lists of one site and language."""

    def __init__(self, site: Site | None, language: str, request: HttpRequest) -> None:
        self._site = site
        self._language = language
        self._request = request

    def contained(self, type_name: str, build_list: Callable[[Site, SearchType], T], empty: T) -> T:
        """The list of a type; empty where the type is not installed, switched off or fails."""
        site = self._site
        if site is None:
            return empty
        for plugin, search_type in registry.contributions("search_types", site=site):
            if search_type.name == type_name:
                return registry.call(
                    plugin,
                    f"home.{type_name}",
                    partial(build_list, site, search_type),
                    empty,
                )
        return empty

    def needs(self, site: Site, search_type: SearchType) -> Needs:
        """Categories in the editors' order with their counts; none while nothing is published."""
        results = list_entries(
            SearchQuery(site, self._language, types=(search_type.name,), page_size=1),
            facet_names=["category"],
        )
        if not results.total:
            return Needs()
        counts = {
            option.value: option.count
            for facet in results.facets
            if facet.name == "category"
            for option in facet.options
        }
        url = self._index_url(search_type)
        return Needs(
            [
                Need(
                    mark=term.slug,
                    title=term.title,
                    count=counts.get(term.slug, 0),
                    url=f"{url}?{urlencode({'category': term.slug})}",
                )
                for term in terms(vocabulary="category", language=self._language)
            ]
            if url
            else [],
            url,
        )

    def events(self, site: Site, search_type: SearchType) -> Events:
        """What is not over yet, the soonest first."""
        results = list_entries(
            SearchQuery(
                site, self._language, types=(search_type.name,), page_size=EVENTS, when="coming"
            ),
            facet_names=(),
        )
        template = search_type.row_template or PLAIN_EVENT
        return Events(
            [
                render_to_string(template, {"hit": hit, "row": entry_row(hit.entry)})
                for hit in results.hits
            ],
            self._index_url(search_type),
        )

    def news(self, site: Site, search_type: SearchType) -> News:
        """The newest; the first one is shown large."""
        results = list_entries(
            SearchQuery(
                site, self._language, types=(search_type.name,), page_size=NEWS, sort="date"
            ),
            facet_names=(),
        )
        return News([entry_row(hit.entry) for hit in results.hits], self._index_url(search_type))

    def _index_url(self, search_type: SearchType) -> str:
        """Address of the page that lists the type's pages in this language, empty without one."""
        page_type = registry.page_types().get(search_type.page_type)
        if self._site is None or page_type is None or not page_type.index:
            return ""
        found = index_pages(self._site, self._language).get(page_type.index)
        return (found.get_url(self._request) or "") if found is not None else ""


def _actions(page: Any, *, language: str, request: HttpRequest) -> list[Link]:
    """Buttons whose page is public, in the visitor's language where it is translated."""
    rows = list(page.actions.select_related("target") if page.pk else page.actions.all())
    targets = localised(
        pages=[row.target for row in rows if row.target is not None], language=language
    )
    found = []
    for row in rows:
        if row.target_id is None:
            found.append(Link(row.label, row.url))
        elif row.target_id in targets:
            found.append(Link(row.label, targets[row.target_id].get_url(request) or ""))
    return found
