"""What a plugin contributes to the API, and the answers that all lists share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from wagtail.models import Site

from os2site.search.catalogue import facets
from os2site.search.query import MAX_PAGE, MAX_PAGE_SIZE, Sort, parse, parse_integer
from os2site.search.results import SearchResults
from os2site.search.service import list_entries
from os2site.services.visibility import public_pages

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Page
    from wagtail.query import PageQuerySet

Item = TypeVar("Item")

DEFAULT_PAGE_SIZE = 20
#: Longest slug that a page can have.
MAX_SLUG = 255


@dataclass(frozen=True)
class ApiRouter:
    """A contribution of the kind ``api_routers``: operations below ``/api/v1/<prefix>/``."""

    prefix: str
    router: Router


class Problem(Schema):
    """Answer to a request that can't be fulfilled, with the reason."""

    detail: Any


def current_site(request: HttpRequest) -> Site:
    """The site that the request is for.

    :raises Http404: when the host name belongs to none.
    """
    site: Site | None = Site.find_for_request(request)
    if site is None:
        raise Http404("No site is set up for this host")
    return site


def paginated(
    request: HttpRequest, rows: QuerySet[Any], serialise: Callable[[list[Any]], list[Item]]
) -> dict[str, Any]:
    """One page of rows as ``{"total", "results"}``, by the parameters ``page`` and ``page_size``.

    :param serialise: turns the page's rows into results; given all at once, so that it can fetch
        what belongs to them in a fixed number of queries.
    :raises QueryError: when a parameter is no number or out of range; answered with 400.
    """
    page = parse_integer(request.GET, "page", default=1, minimum=1, maximum=MAX_PAGE)
    size = parse_integer(
        request.GET, "page_size", default=DEFAULT_PAGE_SIZE, minimum=1, maximum=MAX_PAGE_SIZE
    )
    start = (page - 1) * size
    total = rows.count()
    found = list(rows[start : start + size]) if start < total else []
    return {"total": total, "results": serialise(found) if found else []}


def listed_entries(
    request: HttpRequest, entry_type: str, *, default_sort: Sort, divided_by_time: bool = False
) -> SearchResults:
    """One page of a type's search entries, by ``q``, the facets of its list and ``page``.

    :param default_sort: the order while no text is searched for.
    :param divided_by_time: ``when`` chooses what is to come or what is over.
    :raises QueryError: when a parameter is wrong; answered with 400.
    """
    site = current_site(request)
    query = parse(
        request.GET,
        site=site,
        language=site.root_page.locale.language_code,
        known_types=(entry_type,),
        known_facets=list(facets(site=site, types=(entry_type,))),
        page_size=DEFAULT_PAGE_SIZE,
        fixed_types=(entry_type,),
        divided_by_time=divided_by_time,
        default_sort=default_sort,
    )
    # An answer holds no counts, so only chosen facets are looked at.
    return list_entries(query, facet_names=list(query.facets))


def listed_pages(request: HttpRequest, model: type[Page]) -> PageQuerySet:
    """The public pages of a type on the request's site."""
    return public_pages(site=current_site(request), pages=model._default_manager.all())


def page_by_slug(request: HttpRequest, model: type[Page], slug: str) -> Page:
    """The public page of a type with this slug, in the default language where there are several.

    :raises Http404: when there is none, or it is not public.
    """
    if len(slug) > MAX_SLUG or not slug.isprintable():
        raise Http404("No such slug")
    page: Page | None = listed_pages(request, model).filter(slug=slug).order_by("path").first()
    if page is None:
        raise Http404("No such slug")
    return page
