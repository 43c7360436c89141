"""Products by the names that a supplier writes, however many the site has."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final

from django.db.models import Q

from os2site.page_types import find_page_model
from os2site.search.query import SearchQuery, clean_text
from os2site.search.service import list_entries
from os2site.services.visibility import public_pages, site_of

#: So many names may stand in the page itself; more are looked up on the server.
LISTED: Final = 100
#: Products that are offered for a name that none has.
SHOWN: Final = 8
#: Names of one form that are searched for; a form with more of them is shown again for the rest.
SEARCHED: Final = 10


class ProductLookup:
    """Public products in a profile's language.

    A form asks for the names that it holds at once (:meth:`learn`, one query), and for others by
    the site's search.
    """

    def __init__(self, page: Any) -> None:
        self.page = page
        self._ids: dict[str, int] = {}
        self._near: dict[str, list[str]] = {}

    def titles(self, ids: Collection[int]) -> dict[int, str]:
        """Those of the products that everyone may see, by id."""
        pages = self._offered()
        if pages is None or not ids:
            return {}
        return dict(pages.filter(pk__in=ids).values_list("pk", "title"))

    def few(self) -> list[str]:
        """All names, where there are few enough to stand in a page; else none."""
        pages = self._offered()
        if pages is None:
            return []
        found = list(pages.order_by("title").values_list("title", flat=True)[: LISTED + 1])
        return found if len(found) <= LISTED else []

    def learn(self, names: Iterable[str]) -> None:
        """Look the names up that are written as in the catalogue, whatever their case."""
        pages, wanted = self._offered(), Q()
        for name in set(names):
            wanted |= Q(title__iexact=name)
        if pages is not None and wanted:
            self._remember(pages.filter(wanted).order_by("-pk"))

    def id_of(self, name: str) -> int | None:
        """The product with a name that was learned or offered."""
        return self._ids.get(name.casefold())

    def near(self, name: str) -> list[str]:
        """Names of products that are found by what was written; a few, the best first."""
        key = name.casefold()
        if key not in self._near:
            searched = len(self._near) < SEARCHED
            self._near[key] = self._search(name) if searched else []
        return self._near[key]

    def _search(self, name: str) -> list[str]:
        pages, site = self._offered(), site_of(page=self.page)
        if pages is None or site is None:
            return []
        query = SearchQuery(
            site=site,
            language=self.page.locale.language_code,
            text=clean_text(name),
            types=("product",),
            page_size=SHOWN,
        )
        hits = list_entries(query, facet_names=()).hits
        found = pages.in_bulk([hit.entry.page_id for hit in hits])
        best = [found[hit.entry.page_id] for hit in hits if hit.entry.page_id in found]
        self._ids |= {item.title.casefold(): item.pk for item in best}
        return list(dict.fromkeys(item.title for item in best))

    def _remember(self, pages: Any) -> None:
        for pk, title in pages.values_list("pk", "title"):
            self._ids[title.casefold()] = pk

    def _offered(self) -> Any | None:
        model = find_page_model("product")
        if model is None:
            return None
        return public_pages(pages=model._default_manager.filter(locale_id=self.page.locale_id))
