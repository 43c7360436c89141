"""What is asked: one query object for both engines, for list pages, search page and API."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.http import QueryDict
    from wagtail.models import Site

    from os2site.search.dates import DateRange

Sort = Literal["relevance", "date", "name"]
#: Name of the filter by language, which is no facet of a plugin.
LANGUAGE = "language"
SORTS: tuple[Sort, ...] = ("relevance", "date", "name")
#: Parameters of a search that are no facets; facets can't have these names.
PARAMETERS = ("q", "type", LANGUAGE, "sort", "page", "page_size", "when")

#: Part of a list that is divided by time: what is not over yet, or what is.
When = Literal["", "coming", "past"]
WHENS: tuple[When, ...] = ("coming", "past")

#: Longest text that is searched; the rest is cut, because no visitor means it.
MAX_TEXT = 400
MAX_PAGE = 100_000
MAX_PAGE_SIZE = 100
MAX_FACET_VALUES = 50


class QueryError(ValueError):
    """A parameter that can't be understood.

    :param parameter: its name.
    :param reason: why, in the visitor's language.
    """

    def __init__(self, parameter: str, reason: str) -> None:
        super().__init__(f"{parameter}: {reason}")
        self.parameter = parameter
        self.reason = reason


@dataclass(frozen=True)
class SearchQuery:
    """A search in one site and language.

    :param text: what the visitor typed; empty lists everything.
    :param languages: languages to show, only the page's own (``language``) when empty.
    :param types: entry types to show, all when empty.
    :param facets: facet name → chosen values; OR within a facet, AND between facets.
    :param page: 1-based.
    :param when: only what is not over at ``now``, or only what is; for lists, which the embedded
        engine answers. Without a text, "date" and "relevance" then go by the beginning: soonest
        first of what is to come, latest first of what is over.
    :param default_sort: order of a list without a text, in which nothing is more relevant.
    :param ranges: facet name → values that entries have by their dates; the search service fills it
        in from the facets that plugins declare.
    """

    site: Site
    language: str
    text: str = ""
    languages: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    page_size: int = 20
    sort: Sort = "relevance"
    default_sort: Sort = "relevance"
    when: When = ""
    now: datetime.datetime = field(default_factory=timezone.now, compare=False)
    ranges: Mapping[str, Sequence[DateRange]] = field(default_factory=dict, compare=False)

    @property
    def searched(self) -> tuple[str, ...]:
        """Languages whose entries are shown."""
        return self.languages or (self.language,)

    def chosen(self, facet: str) -> tuple[str, ...]:
        """What is chosen of a facet; of languages none while the page's own is shown."""
        return self.languages if facet == LANGUAGE else tuple(self.facets.get(facet, ()))

    def choosing(self, facet: str, values: tuple[str, ...]) -> dict[str, object]:
        """Changes for :meth:`parameters` with which just these values of a facet are chosen."""
        if facet == LANGUAGE:
            return {"languages": values}
        facets = {**self.facets, facet: values}
        return {"facets": {name: chosen for name, chosen in facets.items() if chosen}}

    @property
    def is_filtered(self) -> bool:
        """Whether a visitor has narrowed or widened what is looked through."""
        return bool(self.types or self.languages or any(self.facets.values()))

    @property
    def offset(self) -> int:
        """Number of hits before this page."""
        return (self.page - 1) * self.page_size

    @property
    def implied_sort(self) -> Sort:
        """The order when the address names none."""
        return "relevance" if self.text else self.default_sort

    def parameters(self, **changes: object) -> str:
        """Query string of this search with ``changes`` (page, types, languages, facets, sort …)."""
        query = replace(self, **changes)  # type: ignore[arg-type]
        pairs: list[tuple[str, str]] = []
        if query.text:
            pairs.append(("q", query.text))
        pairs += [("type", name) for name in query.types]
        pairs += [(LANGUAGE, code) for code in query.languages]
        pairs += [
            (name, value) for name, values in sorted(query.facets.items()) for value in values
        ]
        if query.when == "past":
            pairs.append(("when", query.when))
        if query.sort != query.implied_sort:
            pairs.append(("sort", query.sort))
        if query.page > 1:
            pairs.append(("page", str(query.page)))
        return urlencode(pairs)


def clean_text(text: str) -> str:
    """The searched text: control characters out, white space single, length bounded."""
    printable = "".join(char if char.isprintable() else " " for char in text[: MAX_TEXT * 4])
    return " ".join(printable.split())[:MAX_TEXT]


def parse_integer(
    parameters: QueryDict, name: str, *, default: int, minimum: int, maximum: int
) -> int:
    """A whole number from the parameters.

    :raises QueryError: when it is not a number between ``minimum`` and ``maximum``.
    """
    raw = parameters.get(name, "")
    if raw == "":
        return default
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 9):
        raise QueryError(name, _("must be a whole number"))
    value = int(raw)
    if not minimum <= value <= maximum:
        raise QueryError(
            name,
            _("must be between %(minimum)s and %(maximum)s")
            % {"minimum": minimum, "maximum": maximum},
        )
    return value


def chosen_languages(
    parameters: QueryDict, *, known: Sequence[str], language: str
) -> tuple[str, ...]:
    """The chosen languages in the order of ``known``; the page's own alone is no choice.

    :raises QueryError: for an unknown one.
    """
    given = {value for value in parameters.getlist(LANGUAGE) if value}
    if not given <= set(known):
        raise QueryError(LANGUAGE, _("must be one of %(types)s") % {"types": ", ".join(known)})
    languages = tuple(code for code in known if code in given)
    return () if languages == (language,) else languages


def parse(
    parameters: QueryDict,
    *,
    site: Site,
    language: str,
    known_types: Sequence[str],
    known_facets: Sequence[str],
    page_size: int,
    known_languages: Sequence[str] = (),
    fixed_types: tuple[str, ...] = (),
    divided_by_time: bool = False,
    default_sort: Sort = "relevance",
) -> SearchQuery:
    """Read a search from an address.

    Unknown parameters are ignored, as are repeated values. ``fixed_types`` are those of a list
    page; one that is divided by time shows what is to come unless ``when`` says otherwise.

    :param known_languages: languages that can be chosen; without any, the address chooses none.
    :param default_sort: order while no text is searched for, since nothing is more relevant then.
    :raises QueryError: for an unknown type, language, sort order, page, page size or part of time.
    """
    types = fixed_types or tuple(
        dict.fromkeys(value for value in parameters.getlist("type") if value)
    )
    for name in types:
        if name not in known_types:
            raise QueryError(
                "type", _("must be one of %(types)s") % {"types": ", ".join(known_types)}
            )
    languages = (
        chosen_languages(parameters, known=known_languages, language=language)
        if known_languages
        else ()
    )
    facets = {}
    for name in known_facets:
        values = tuple(dict.fromkeys(value[:120] for value in parameters.getlist(name) if value))[
            :MAX_FACET_VALUES
        ]
        if values:
            facets[name] = values
    sort = parameters.get("sort", "") or "relevance"
    if sort not in SORTS:
        raise QueryError("sort", _("must be one of %(types)s") % {"types": ", ".join(SORTS)})
    text = clean_text(parameters.get("q", ""))
    if sort == "relevance" and not text:
        sort = default_sort
    when: When = ""
    if divided_by_time:
        given = parameters.get("when", "") or "coming"
        if given not in WHENS:
            raise QueryError("when", _("must be one of %(types)s") % {"types": ", ".join(WHENS)})
        when = given
    return SearchQuery(
        site=site,
        language=language,
        text=text,
        languages=languages,
        types=types,
        facets=facets,
        page=parse_integer(parameters, "page", default=1, minimum=1, maximum=MAX_PAGE),
        page_size=parse_integer(
            parameters, "page_size", default=page_size, minimum=1, maximum=MAX_PAGE_SIZE
        ),
        sort=sort,
        default_sort=default_sort,
        when=when,
    )
