"""Search as JSON: ``/api/v1/search/``."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from ninja import Router, Schema

from os2site.api.contract import DEFAULT_PAGE_SIZE, Problem, current_site
from os2site.search import catalogue, promotions, service
from os2site.search.query import QueryError, parse
from os2site.services.languages import content_languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from os2site.search.promotions import Promoted
    from os2site.search.results import Hit, SearchResults

router = Router(tags=["search"])


class DocumentOut(Schema):
    """A document of a page; ``url`` is absolute."""

    title: str
    url: str


class ResultOut(Schema):
    """A hit; ``snippet`` is text without markup, ``url`` is absolute.

    ``document`` is the document that the snippet is from, when it was found in one; ``language`` is
    the code of the hit's language; ``related`` is true of a hit that has none of the words and
    stands after all that have them.
    """

    slug: str
    title: str
    type: str
    url: str
    snippet: str
    score: float
    language: str
    related: bool = False
    document: DocumentOut | None = None


class FacetOptionOut(Schema):
    """A value of a facet and the number of hits that choosing it would leave."""

    value: str
    label: str
    count: int


class PromotedOut(Schema):
    """A page that editors recommend for the search; ``type`` is empty for other pages."""

    title: str
    description: str
    url: str
    type: str


class AnswerOut(Schema):
    """What the site itself says to the question; ``url`` leads to the whole of it."""

    question: str
    text: str
    type: str
    slug: str
    url: str


class SearchOut(Schema):
    """An answer; ``engine`` is ``elasticsearch`` or ``database``.

    ``promoted`` comes beside ``results``: it is not counted in ``total``, and what it has may be
    among the results, too. ``related`` of the ``total`` have none of the words.
    """

    total: int
    related: int
    engine: str
    took_ms: int
    results: list[ResultOut]
    facets: dict[str, list[FacetOptionOut]]
    suggestion: str | None
    promoted: list[PromotedOut]
    answer: AnswerOut | None


@router.get("/", response={200: SearchOut, 400: Problem}, summary="Search everything public")
def search(request: HttpRequest) -> dict[str, Any]:
    """Find what is public.

    Parameters: ``q``, ``type`` and each facet (both repeatable; OR within, AND between), ``page``,
    ``page_size`` (at most 100), ``sort`` (relevance, date, name), ``lang`` (of the labels; default:
    the site's), ``language`` (repeatable: of what is found; default: ``lang``). Beyond the last
    page the list is empty.
    """
    site = current_site(request)
    language = _language(request)
    with translation.override(language):
        query = parse(
            request.GET,
            site=site,
            language=language,
            known_types=list(catalogue.search_types(site=site)),
            known_facets=list(catalogue.facets(site=site)),
            page_size=DEFAULT_PAGE_SIZE,
            known_languages=content_languages(),
        )
        return _answer(service.search(query), promotions.promoted(query), site.root_url)


def _language(request: HttpRequest) -> str:
    language: str = request.GET.get("lang", "") or settings.LANGUAGE_CODE
    known = [code for code, __ in settings.LANGUAGES]
    if language not in known:
        raise QueryError("lang", _("must be one of %(types)s") % {"types": ", ".join(known)})
    return language


def _result(hit: Hit, root_url: str) -> dict[str, Any]:
    document = hit.document
    snippet = hit.snippet if document is None else document.snippet
    return {
        "slug": hit.entry.slug,
        "title": hit.entry.title,
        "type": hit.entry.type,
        "url": f"{root_url}{hit.entry.url}",
        "snippet": html.unescape(strip_tags(snippet)),
        "score": round(hit.score, 4),
        "language": hit.entry.language,
        "related": hit.related,
        "document": None
        if document is None
        else {"title": document.title, "url": urljoin(root_url, document.url)},
    }


def _answer(results: SearchResults, promoted: Sequence[Promoted], root_url: str) -> dict[str, Any]:
    return {
        "total": results.total,
        "related": results.related,
        "engine": results.engine,
        "took_ms": results.took_ms,
        "results": [_result(hit, root_url) for hit in results.hits],
        "facets": {
            facet.name: [
                {"value": option.value, "label": option.label, "count": option.count}
                for option in facet.options
            ]
            for facet in [results.types, *results.facets]
        },
        "suggestion": results.suggestion,
        "promoted": [
            {
                "title": item.title,
                "description": item.description,
                "url": f"{root_url}{item.url}",
                "type": item.type,
            }
            for item in promoted
        ],
        "answer": results.answer
        and {
            "question": results.answer.question,
            "text": results.answer.text,
            "type": results.answer.type,
            "slug": results.answer.slug,
            "url": f"{root_url}{results.answer.url}",
        },
    }
