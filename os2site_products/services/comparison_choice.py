"""What can be added to a comparison: a short list to choose from, a long one to search in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from os2site.models import SearchEntry
from os2site.search.entries import visible_entries
from os2site.search.query import SearchQuery, clean_text
from os2site.search.service import list_entries
from os2site.services.languages import alphabetical
from os2site.services.visibility import site_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: So many products stand in a list; more are searched, since nobody reads thousands of names.
LISTED: Final = 100
#: Found products that are shown.
SHOWN: Final = 12
TYPE: Final = "product"


@dataclass(frozen=True)
class Option:
    """A product that can be added, and the comparison's address with it."""

    slug: str
    title: str
    demo: bool
    url: str


@dataclass(frozen=True)
class Choice:
    """What can be added.

    :param options: the whole list, or what was found; :param is_searched: there are too many for a
        list; :param text: what was searched for; :param more: how many more were found.
    """

    options: Sequence[Option] = ()
    is_searched: bool = False
    text: str = ""
    more: int = 0


def offered(*, index: Any) -> QuerySet[SearchEntry]:
    """Each public product below a list, in its language."""
    site = site_of(page=index)
    if site is None:
        return SearchEntry.objects.none()
    entries = visible_entries(site=site, language=index.locale.language_code, types=[TYPE])
    return entries.filter(page__path__startswith=index.path).only(
        "page_id", "slug", "title", "demo"
    )


def build(
    *,
    offered: QuerySet[SearchEntry],
    chosen: Collection[str],
    text: str,
    is_full: bool,
    add_url: Callable[[str], str],
    index: Any,
) -> Choice:
    """What can be added to the chosen products; nothing where there is no room.

    :param add_url: slug → address of the comparison with that product as well.
    """
    if is_full:
        return Choice()

    def options(entries: Sequence[SearchEntry]) -> list[Option]:
        return [
            Option(entry.slug, entry.title, entry.demo, add_url(entry.slug))
            for entry in entries
            if entry.slug not in chosen
        ]

    first = list(offered.order_by()[: LISTED + 1])
    if len(first) <= LISTED:
        return Choice(options(sorted(first, key=lambda entry: alphabetical(entry.title))))
    text = clean_text(text)
    if not text:
        return Choice(is_searched=True)
    found, total = _find(offered, text, index)
    return Choice(options(found), True, text, more=max(0, total - SHOWN))


def _find(offered: QuerySet[SearchEntry], text: str, index: Any) -> tuple[list[SearchEntry], int]:
    """The best hits in the order of the search, and how many there are."""
    site = site_of(page=index)
    if site is None:
        return [], 0
    results = list_entries(
        SearchQuery(
            site=site,
            language=index.locale.language_code,
            text=text,
            types=(TYPE,),
            page_size=SHOWN,
        ),
        facet_names=(),
    )
    # The site may have several lists of products; a comparison is within one.
    within = offered.in_bulk([hit.entry.pk for hit in results.hits])
    return [within[hit.entry.pk] for hit in results.hits if hit.entry.pk in within], results.total
