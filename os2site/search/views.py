"""The search page and its suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Site

from os2site.conf import get_settings
from os2site.search import catalogue, feed, planning, popular, promotions, query_log, service
from os2site.search.listing import Link, Listing, assemble
from os2site.search.promotions import Promoted
from os2site.search.query import QueryError, SearchQuery, chosen_languages, clean_text, parse
from os2site.search.results import Hit, SearchResults
from os2site.search.suggestions import near, suggest
from os2site.services.languages import active_language, content_languages
from os2site.services.seo import NOINDEX, Seo

if TYPE_CHECKING:
    from django.http import HttpRequest


#: Others' searches that are offered where nothing was found.
POPULAR = 5


@dataclass(frozen=True)
class Tab:
    """A type of results, or all of them."""

    label: str
    count: int
    url: str
    current: bool


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Results with types, facets and pages; 400 with the form when the address makes no sense, 404
    with it beyond the last page.

    :raises Http404: when the host name belongs to no site.
    """
    site = _site(request)
    action = reverse("os2site_search")
    try:
        query = _query(request, site)
    except QueryError as error:
        text = clean_text(request.GET.get("q", ""))
        context = {
            "seo": Seo(title=_("Search"), robots=NOINDEX),
            "action": action,
            "text": text,
            "error": str(error),
        }
        return render(request, "os2site/search/search_page.html", context, status=400)
    results = service.search(query)
    if query.page > results.page_count:
        return _beyond(request, action, results)
    listing = assemble(results=results, action=action, fixed_types=False)
    context = _context(listing, action, promotions.promoted(query))
    search = query_log.searched(request, results)
    context["click_token"] = search.token if search is not None else ""
    response = render(request, "os2site/search/search_page.html", context)
    if search is not None and query_log.is_first(results) and request.method == "GET":
        query_log.count_after(response, search)
    return response


def _beyond(request: HttpRequest, action: str, results: SearchResults) -> HttpResponse:
    """There are fewer pages, as when hits have gone since: what was searched for stays, and the
    first page is a click away.
    """
    pages, first = results.page_count, results.query.parameters(page=1)
    context = {
        "seo": Seo(title=_("Search"), robots=NOINDEX),
        "action": action,
        "text": results.query.text,
        "error": ngettext(
            "This search has one page of results.",
            "This search has %(pages)s pages of results.",
            pages,
        )
        % {"pages": pages},
        "first_url": f"{action}?{first}" if first else action,
    }
    return render(request, "os2site/search/search_page.html", context, status=404)


@csrf_exempt
@require_POST
def click(request: HttpRequest) -> HttpResponse:
    """A visitor's browser tells that a result was followed; 400 without a token of ours.

    It needs no CSRF token: all it can do is add one to a count, as the signed token allows.
    """
    length = request.headers.get("Content-Length", "")
    if not length.isdigit() or not 0 < int(length[:9]) <= query_log.MAX_TOKEN:
        return HttpResponse(status=400)
    token = request.body.decode("ascii", "replace")
    return HttpResponse(status=204 if query_log.count_click(token) else 400)


@require_safe
@cache_control(public=True, max_age=300)
def search_feed(request: HttpRequest) -> HttpResponse:
    """The newest hits of a search as RSS; 400 with the reason when the address makes no sense."""
    site = _site(request)
    try:
        query = _query(request, site)
    except QueryError as error:
        return HttpResponse(str(error), status=400, content_type="text/plain; charset=utf-8")
    content, content_type = feed.render(
        query, action=reverse("os2site_search"), feed_path=reverse("os2site_search_feed")
    )
    return HttpResponse(content, content_type=content_type)


@require_safe
@cache_control(private=True, max_age=30)
def suggestions(request: HttpRequest) -> JsonResponse:
    """Up to eight entries whose titles begin with ``q``, as JSON, in the chosen languages."""
    text, site, language = request.GET.get("q", ""), _site(request), active_language()
    try:
        chosen = chosen_languages(request.GET, known=content_languages(), language=language)
    except QueryError as error:
        problem = {"detail": error.reason, "parameter": error.parameter}
        return JsonResponse(problem, status=400)
    found = suggest(text=text, site=site, language=language, chosen=chosen)
    return JsonResponse({"suggestions": [asdict(item) for item in found]})


def _site(request: HttpRequest) -> Site:
    site: Site | None = Site.find_for_request(request)
    if site is None:
        raise Http404("No site is set up for this host")
    return site


def _query(request: HttpRequest, site: Site) -> SearchQuery:
    """The query of the address; the site's page size holds, whatever ``page_size`` says."""
    query = parse(
        request.GET,
        site=site,
        language=active_language(),
        known_types=list(catalogue.search_types(site=site)),
        known_facets=list(catalogue.facets(site=site)),
        page_size=get_settings().page_size,
        known_languages=content_languages(),
    )
    return replace(query, page_size=get_settings().page_size)


def _context(listing: Listing, action: str, promoted: Sequence[Promoted]) -> dict[str, Any]:
    results, query = listing.results, listing.results.query
    shown = promotions.without(results.hits, promoted)
    answer = results.answer
    if answer is None:
        best, hits = _best(query, shown)
    else:
        # The answer stands above the hits, and is not repeated among them.
        best, hits = None, [hit for hit in shown if hit.url != answer.url]
    title = _("Search results for »%(text)s«") % {"text": query.text} if query.text else _("Search")
    return {
        "seo": Seo(title=title, robots=NOINDEX),
        "title": title,
        "action": action,
        "text": query.text,
        "listing": listing,
        "results": results,
        "tabs": _tabs(results, action),
        "promoted": promoted,
        "best": best,
        "hits": [hit for hit in hits if not hit.related],
        "related": [hit for hit in hits if hit.related],
        "ways_on": _ways_on(listing),
        "near": []
        if results.total
        else near(query.text, site=query.site, language=query.language, chosen=query.languages),
        "popular": [] if results.total else _popular(query, action),
        "find_hidden": [("language", code) for code in query.languages],
        "suggestion_url": f"{action}?{_meant(results).parameters()}",
        "feed_url": f"{reverse('os2site_search_feed')}?{replace(query, page=1).parameters()}",
    }


def _best(query: SearchQuery, hits: list[Hit]) -> tuple[Hit | None, Sequence[Hit]]:
    """The best answer when it is sure: the first hit is called just what was typed."""
    sure = query.page == 1 and query.sort == "relevance" and query.text and len(hits) > 1
    if sure and planning.is_called(hits[0].entry, query.text):
        return hits[0], hits[1:]
    return None, hits


def _tabs(results: SearchResults, action: str) -> list[Tab]:
    query = results.query
    tabs = [
        Tab(
            _("All"),
            sum(option.count for option in results.types.options),
            f"{action}?{query.parameters(types=(), page=1)}",
            not query.types,
        )
    ]
    tabs += [
        Tab(
            option.label,
            option.count,
            f"{action}?{query.parameters(types=(option.value,), page=1)}",
            option.selected,
        )
        for option in results.types.options
        if option.count or option.selected
    ]
    return tabs


def _meant(results: SearchResults) -> SearchQuery:
    """The search for what was probably meant, without filters but in the same languages."""
    query = results.query
    return SearchQuery(query.site, query.language, results.suggestion or "", query.languages)


def _popular(query: SearchQuery, action: str) -> list[Link]:
    """What many others search for, and mostly find."""
    texts = popular.popular_queries(site=query.site, language=query.language, limit=POPULAR)
    return [Link(text, f"{action}?{urlencode({'q': text})}") for text in texts]


def _ways_on(listing: Listing) -> list[Link]:
    """Where to go when nothing was found."""
    links = []
    query = listing.query
    if query.is_filtered:
        plain = query.parameters(types=(), facets={}, languages=(), page=1)
        address = f"{listing.action}?{plain}"
        links.append(Link(_("Search again without filters"), address))
    links.append(Link(_("See everything on the site"), listing.action))
    return links
