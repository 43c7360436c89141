"""Addresses below a page, which are no pages of their own in the page tree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from os2site.services import seo
from os2site.services.menus import Link

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class Subpage:
    """What the head of a subpage says.

    :param slug: what its address has after the page's; :param description: the page's own where
        it is empty; :param listed: whether search engines may keep it; :param crumb: its name in
        the breadcrumbs, where the title is too long for them.
    """

    slug: str
    title: str
    description: str = ""
    listed: bool = True
    crumb: str = ""


def address(*, parent_url: str, slug: str) -> str:
    """Address of a subpage; empty where the page has none."""
    return f"{parent_url}{slug}/" if parent_url else ""


def dressed(
    *, context: dict[str, Any], page: Any, request: HttpRequest, subpage: Subpage
) -> dict[str, Any]:
    """A page's context with breadcrumbs and SEO data of what stands below it.

    A subpage that search engines may not keep has no versions in other languages, and nothing of
    what the page says to them.
    """
    url = page.get_url(request) or ""
    above = context["crumbs"] if "crumbs" in context else seo.breadcrumbs(page=page)
    own = Link(subpage.crumb or subpage.title, address(parent_url=url, slug=subpage.slug))
    crumbs = [*above, own]
    described = seo.describe(page=page, request=request, crumbs=crumbs)
    full = address(parent_url=described.canonical.partition("?")[0], slug=subpage.slug)
    changed = replace(
        described,
        title=subpage.title,
        description=subpage.description or described.description,
        canonical=full,
        alternates=[
            seo.Alternate(item.lang, address(parent_url=item.url, slug=subpage.slug))
            for item in described.alternates
        ],
    )
    if not subpage.listed:
        changed = replace(changed, robots=seo.NOINDEX, alternates=[], json_ld=[])
    return {**context, "page": page, "crumbs": crumbs, "subpage": subpage, "seo": changed}
