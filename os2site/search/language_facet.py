"""The filter by language: offered where a site has something public in more than one.

It is no facet of a plugin: each language is searched with words of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.utils import translation
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from os2site.search.entries import visible_entries
from os2site.search.types import Facet
from os2site.services.languages import content_languages

if TYPE_CHECKING:
    from os2site.search.query import SearchQuery


def language_labels(values: Sequence[str], language: str) -> Mapping[str, str]:
    """Names of languages in the visitor's; a code without a name stands for itself."""
    found = {}
    with translation.override(language):
        for code in values:
            try:
                found[code] = str(get_language_info(code)["name_translated"])
            except KeyError:
                found[code] = code
    return found


def language_order(code: str) -> tuple[int, str]:
    """Sort key: the order of the site's content languages."""
    known = content_languages()
    return (known.index(code) if code in known else len(known)), code


LANGUAGE = Facet("language", _("Language"), language_labels, language_order)


def offered(query: SearchQuery, types: Iterable[str]) -> tuple[str, ...]:
    """Languages to choose among, none where there is nothing to choose; one query.

    :param types: names of the active entry types.
    """
    known = content_languages()
    if len(known) < 2:
        return ()
    entries = visible_entries(site=query.site, language=known, types=types).order_by()
    try:
        visible, parameters = entries.values("language").query.sql_with_params()
    except EmptyResultSet:  # No type is active here.
        return ()
    # One entry is enough: those of a language are not counted.
    test = f"EXISTS (SELECT 1 FROM ({visible}) AS v WHERE v.language = %s)"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join([test] * len(known))}",
            [item for code in known for item in (*parameters, code)],
        )
        row = cursor.fetchone()
    there = {code for code, found in zip(known, row, strict=True) if found}
    if len(there) < 2 and not query.languages:
        return ()
    return tuple(code for code in known if code in there.union(query.searched))
