"""Which entries may be shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from os2site.models import SearchEntry
from os2site.search import catalogue
from os2site.services.visibility import public_pages

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Site


def visible_entries(
    *, site: Site, language: str, types: Iterable[str] | None = None
) -> QuerySet[SearchEntry]:
    """Entries of a site and language whose page everyone may see now, of active plugins' types.

    Rows exist only for public pages; asked again here, because a page can expire before the
    scheduler has unpublished it, and a restriction can be made without signals.

    :param types: names of the active types, looked up when ``None``.
    """
    return SearchEntry.objects.filter(
        site=site,
        language=language,
        type__in=list(catalogue.search_types(site=site) if types is None else types),
        page__in=public_pages().values("pk"),
    )
