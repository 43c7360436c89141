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

    :param slug: its address below the page, without the slash at the end.
    :param listed: whether search engines may keep it.
    :param crumb: its name in the breadcrumbs, where the title is too long for them.
    """

    slug: str
    title: str
    description: str
    listed: bool = True
    crumb: str = ""


def address(*, index_url: str, slug: str) -> str:
    """Address of a subpage; empty where the page that it belongs to has none."""
    return f"{index_url}{slug}/" if index_url else ""


def dressed(
    *, context: dict[str, Any], index: Any, request: HttpRequest, subpage: Subpage
) -> dict[str, Any]:
    """The page's context with breadcrumbs and SEO data of the subpage."""
    own = address(index_url=index.get_url(request) or "", slug=subpage.slug)
    crumbs = [*context["crumbs"], Link(subpage.crumb or subpage.title, own)]
    described = seo.describe(page=index, request=request, crumbs=crumbs)
    full = address(index_url=described.canonical.partition("?")[0], slug=subpage.slug)
    return {
        **context,
        "crumbs": crumbs,
        "subpage": subpage,
        "seo": replace(
            described,
            title=subpage.title,
            description=subpage.description,
            canonical=full,
            robots="" if subpage.listed else seo.NOINDEX,
            alternates=[
                seo.Alternate(item.lang, address(index_url=item.url, slug=subpage.slug))
                for item in described.alternates
            ],
        ),
    }
