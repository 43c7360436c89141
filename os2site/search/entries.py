"""Which entries may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from os2site.models import SearchEntry
from os2site.search import catalogue
from os2site.services.visibility import public_pages

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Site


def visible_entries(
    *, site: Site, language: str | Sequence[str], types: Iterable[str] | None = None
) -> QuerySet[SearchEntry]:
    """Entries of a site and language, or several, of active plugins' types, whose page everyone may
    see now.

    Rows exist only for public pages; asked again here, because a page can expire before the
    scheduler has unpublished it, and a restriction can be made without signals.

    :param types: names of the active types, looked up when ``None``.
    """
    # Asked of each entry that is found, where a list of all public pages would be made first.
    is_public = Exists(public_pages().filter(pk=OuterRef("page_id")))
    languages = {"language": language} if isinstance(language, str) else {"language__in": language}
    return SearchEntry.objects.filter(
        site=site,
        **languages,
        type__in=list(catalogue.search_types(site=site) if types is None else types),
    ).filter(is_public)
