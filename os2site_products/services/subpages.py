"""Addresses below a page, which are no pages of their own in the page tree."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from os2site.services import seo
from os2site.services.menus import Link

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Parameter of the comparison that names a product by its slug, repeatable.
PRODUCT_PARAMETER: Final = "produkt"
#: Who uses what, and the comparison. Products can't have these as slugs.
ADOPTION: Final = "udbredelse"
COMPARE: Final = "sammenlign"
#: The list for other catalogues; its dot keeps it apart from slugs.
CATALOGUE: Final = "katalog.json"
TAKEN_SLUGS: Final = frozenset({ADOPTION, COMPARE})


@dataclass(frozen=True)
class Subpage:
    """What the head of a subpage says.

    :param listed: whether search engines may keep it; :param crumb: its name in the breadcrumbs,
        where the title is too long for them.
    """

    slug: str
    title: str
    description: str
    listed: bool = True
    crumb: str = ""


def address(*, index_url: str, slug: str) -> str:
    """Address of a subpage; empty where the list of products has none."""
    return f"{index_url}{slug}/" if index_url else ""


def dressed(
    *, context: dict[str, Any], index: Any, request: HttpRequest, subpage: Subpage
) -> dict[str, Any]:
    """The list's context with breadcrumbs and SEO data of the subpage."""
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
