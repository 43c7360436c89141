"""Pages that editors recommend above the results of a search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from os2site.models import PromotedResult, SearchEntry
from os2site.page_types import base_page_model
from os2site.search import catalogue
from os2site.search.analysis.languages import Language, get_language
from os2site.search.analysis.synonyms import key_of
from os2site.search.analysis.words import fold, normalise, split
from os2site.services.visibility import is_on_site, public_pages

if TYPE_CHECKING:
    from wagtail.models import Page, Site

    from os2site.search.query import SearchQuery
    from os2site.search.results import Hit
    from os2site.search.types import SearchType

#: Most recommendations above one search.
MAX_SHOWN = 3


@dataclass(frozen=True)
class Promoted:
    """A recommendation as it is shown.

    :param key: key of the page's own entry, so that its hit need not be repeated.
    :param type: entry type, empty when search knows no such type of page; ``type_label`` likewise.
    """

    key: str
    title: str
    description: str
    url: str
    type: str = ""
    type_label: str = ""
    demo: bool = False


def promoted(query: SearchQuery) -> Sequence[Promoted]:
    """What is recommended for a search as it was typed: its first page, without filters.

    One query while nothing matches, else a fixed number. A page that not everyone may see now, or
    that another site serves, is left out.
    """
    if not query.text or query.page > 1 or query.is_filtered:
        return []
    wanted = _matching(query.text, query.language)
    if not wanted:
        return []
    pages = _showable({row.page_id for row in wanted}, query.site)
    found: dict[int, PromotedResult] = {}
    for row in wanted:
        if row.page_id in pages:
            found.setdefault(row.page_id, row)
    shown = list(found.values())[:MAX_SHOWN]
    keys = [str(row.page_id) for row in shown]
    entries = {entry.key: entry for entry in SearchEntry.objects.filter(key__in=keys)}
    types = catalogue.search_types(site=query.site)
    return [_dress(row, pages[row.page_id], entries.get(str(row.page_id)), types) for row in shown]


def without(hits: Sequence[Hit], shown: Sequence[Promoted]) -> list[Hit]:
    """The hits but for those that stand above them already."""
    keys = {item.key for item in shown}
    return [hit for hit in hits if hit.entry.key not in keys]


def _matching(text: str, language_code: str) -> list[PromotedResult]:
    """Recommendations in force today that the text has the words of, the closest first."""
    today = timezone.localdate()
    rows = PromotedResult.objects.filter(
        Q(starts_on=None) | Q(starts_on__lte=today),
        Q(ends_on=None) | Q(ends_on__gte=today),
        language=language_code,
    )
    language = get_language(language_code)
    typed = _Words.of(text, language)
    ranked = []
    for row in rows.order_by("-pk"):
        keywords = [_Words.of(line, language) for line in row.keywords if isinstance(line, str)]
        closeness = max((typed.closeness(line, row.whole_query) for line in keywords), default=0)
        if closeness:
            ranked.append((-closeness, row))
    return [row for __, row in sorted(ranked, key=lambda item: item[0])]


@dataclass(frozen=True)
class _Words:
    """The lemmas of a text, and its words written together: "os2 forms" is "OS2forms"."""

    lemmas: frozenset[str]
    joined: str

    @classmethod
    def of(cls, text: str, language: Language) -> _Words:
        joined = fold("".join(word.text for word in split(normalise(text))))
        return cls(frozenset(key_of(text, language)), joined)

    def closeness(self, keyword: _Words, whole: bool) -> int:
        """How much of this text a keyword is, 0 when it isn't all there."""
        if not keyword.lemmas:
            return 0
        if keyword.joined == self.joined or keyword.lemmas == self.lemmas:
            return 1000
        return 0 if whole or not keyword.lemmas <= self.lemmas else len(keyword.lemmas)


def _showable(ids: set[int], site: Site) -> dict[int, Page]:
    pages = base_page_model()._default_manager.filter(pk__in=ids)
    return {
        page.pk: page
        for page in public_pages(site=site, pages=pages)
        if is_on_site(page=page, site=site)
    }


def _dress(
    row: PromotedResult, page: Page, entry: SearchEntry | None, types: Mapping[str, SearchType]
) -> Promoted:
    search_type = types.get(entry.type) if entry is not None else None
    url_parts = page.get_url_parts()
    return Promoted(
        key=str(page.pk),
        title=row.title or page.title,
        description=row.description or (entry.summary if entry is not None else ""),
        url=url_parts[2] if url_parts else "",
        type=search_type.name if search_type is not None else "",
        type_label=str(search_type.label) if search_type is not None else "",
        demo=bool(entry is not None and entry.demo),
    )
