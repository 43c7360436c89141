"""Who may see what: the one place that decides what is public."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from os2site.memo import per_request
from os2site.page_types import base_page_model
from os2site.rechecked import Rechecked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from wagtail.models import Page
    from wagtail.query import PageQuerySet

_restrictions: Final[Rechecked[Sequence[PageViewRestriction]]] = Rechecked(16)
_roots: Final[Rechecked[Sequence[Page]]] = Rechecked(256)
_sites_by_id: Final[Rechecked[Mapping[int, Site]]] = Rechecked(256)


def not_expired() -> Q:
    """Pages whose expiry date has not passed, also before the scheduler has unpublished them."""
    return Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())


def has_expired(page: Page) -> bool:
    """Whether the page's time is over, also before the scheduler has unpublished it."""
    return page.expire_at is not None and page.expire_at <= timezone.now()


def public_pages(*, site: Site | None = None, pages: PageQuerySet | None = None) -> PageQuerySet:
    """Pages that everyone may see: live, not expired, not under a view restriction.

    :param site: only pages below this site's root, translations of the root included.
    :param pages: queryset to filter, all pages when ``None``.
    """
    queryset: PageQuerySet = base_page_model()._default_manager.all() if pages is None else pages
    queryset = queryset.live().filter(not_expired())
    private = _restricted()
    if private:
        queryset = queryset.exclude(private)
    if site is not None:
        roots = Q()
        for root in root_pages(site):
            roots |= Q(path__startswith=root.path)
        queryset = queryset.filter(roots)
    return queryset


def restricted_pages() -> PageQuerySet:
    """Pages under a view restriction of any kind, whatever else hides them."""
    pages: PageQuerySet = base_page_model()._default_manager.all()
    private = _restricted()
    return pages.filter(private) if private else pages.none()


def _restricted() -> Q:
    private = Q()
    for path in restricted_paths():
        private |= Q(path__startswith=path)
    return private


@per_request
def root_pages(site: Site) -> Sequence[Page]:
    """The site's root page in all languages, drafts included, with their locales."""
    key = site.root_page.translation_key
    pages = base_page_model()._default_manager.filter(translation_key=key)
    return _roots.get(key, lambda: list(pages.select_related("locale")))


@per_request
def page_restrictions() -> Sequence[PageViewRestriction]:
    """All restrictions on pages, with the page at which each begins."""
    restrictions = PageViewRestriction.objects
    return _restrictions.get((), lambda: list(restrictions.select_related("page")))


def restricted_paths() -> list[str]:
    """Tree paths at which a view restriction of any kind begins."""
    return [restriction.page.path for restriction in page_restrictions()]


def is_public(*, page: Page) -> bool:
    """Whether everyone may see this page now."""
    return may_see(page=page, request=None)


def public_among(pages: Iterable[Page]) -> list[Page]:
    """Those of the pages that everyone may see now, asking for the restrictions once."""
    restrictions = page_restrictions()
    return [page for page in pages if _is_open(page, None, restrictions)]


def lasting(pages: Iterable[Page]) -> list[Page]:
    """Those of the pages whose names others' search entries may repeat: public, without an end.

    When a page expires nothing happens before the scheduler runs, so what repeats it still would.
    """
    return [page for page in public_among(pages) if lasts(page=page)]


def lasts(*, page: Page) -> bool:
    """:func:`lasting` of a page that is known to be public."""
    return page.expire_at is None


def may_see(*, page: Page, request: HttpRequest | None) -> bool:
    """Whether this visitor may see the page now; with ``request=None``, whether everyone may.

    In a preview, which only editors get, drafts count as seen.
    """
    if getattr(request, "is_preview", False):
        return True
    return _is_open(page, request, page_restrictions())


def _is_open(
    page: Page, request: HttpRequest | None, restrictions: Iterable[PageViewRestriction]
) -> bool:
    if not page.live or has_expired(page):
        return False
    return all(
        request is not None and restriction.accept_request(request)
        for restriction in restrictions
        if page.path.startswith(restriction.page.path)
    )


def site_of(*, page: Page) -> Site | None:
    """The site that serves the page, the default site where several do; ``None`` outside all."""
    candidates = [
        root for root in page._get_relevant_site_root_paths() if page.url_path.startswith(root[1])
    ]
    if not candidates:
        return None
    sites = _sites(tuple(sorted({root[0] for root in candidates})))
    ordered = sorted(
        candidates,
        key=lambda root: (
            -len(root[1]),
            not (root[0] in sites and sites[root[0]].is_default_site),
        ),
    )
    return sites.get(ordered[0][0])


def is_on_site(*, page: Page, site: Site) -> bool:
    """Whether it is this site that serves the page, and not one whose root is further down."""
    roots = [
        root for root in page._get_relevant_site_root_paths() if page.url_path.startswith(root[1])
    ]
    nearest = max((len(root[1]) for root in roots), default=0)
    return any(root[0] == site.pk and len(root[1]) == nearest for root in roots)


@per_request
def _sites(ids: tuple[int, ...]) -> Mapping[int, Site]:
    return _sites_by_id.get(ids, lambda: Site.objects.select_related("root_page").in_bulk(ids))
