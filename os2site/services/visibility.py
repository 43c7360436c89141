"""Who may see what: the one place that decides what is public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from os2site.page_types import base_page_model

if TYPE_CHECKING:
    from wagtail.models import Page
    from wagtail.query import PageQuerySet


def not_expired() -> Q:
    """Pages whose expiry date has not passed, also before the scheduler has unpublished them."""
    return Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())


def public_pages(*, site: Site | None = None, pages: PageQuerySet | None = None) -> PageQuerySet:
    """Pages that everyone may see: live, not expired, not under a view restriction.

    :param site: only pages below this site's root, translations of the root included.
    :param pages: queryset to filter, all pages when ``None``.
    """
    queryset: PageQuerySet = base_page_model()._default_manager.all() if pages is None else pages
    queryset = queryset.live().public().filter(not_expired())
    if site is not None:
        roots = Q()
        root_pages = base_page_model()._default_manager.filter(
            translation_key=site.root_page.translation_key
        )
        for path in root_pages.values_list("path", flat=True):
            roots |= Q(path__startswith=path)
        queryset = queryset.filter(roots)
    return queryset


def restricted_paths() -> list[str]:
    """Tree paths at which a view restriction of any kind begins."""
    return list(PageViewRestriction.objects.values_list("page__path", flat=True))


def is_public(*, page: Page) -> bool:
    """Whether everyone may see this page now."""
    if not page.live or (page.expire_at is not None and page.expire_at <= timezone.now()):
        return False
    return not any(page.path.startswith(path) for path in restricted_paths())


def site_of(*, page: Page) -> Site | None:
    """The site that serves the page, the default site where several do; ``None`` outside all."""
    candidates = [
        root for root in page._get_relevant_site_root_paths() if page.url_path.startswith(root[1])
    ]
    if not candidates:
        return None
    sites = {site.pk: site for site in Site.objects.filter(pk__in=[root[0] for root in candidates])}
    ordered = sorted(
        candidates,
        key=lambda root: (
            -len(root[1]),
            not (root[0] in sites and sites[root[0]].is_default_site),
        ),
    )
    return sites.get(ordered[0][0])
