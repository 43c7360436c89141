"""Links of the frame: main menu, footer, legal pages, social media."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from os2site.models import SiteLink
from os2site.page_types import base_page_model
from os2site.services.languages import localised
from os2site.services.visibility import public_among

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest
    from wagtail.models import Page

    from os2site.models import SiteSettings

#: Children of a page up to which they are looked up by their places, and how many places may be
#: free among them: pages that were deleted or moved leave some.
MOST_CHILDREN: Final = 100
FREE_PLACES: Final = 40


@dataclass(frozen=True)
class Link:
    """A link with its text; ``current`` marks the section that the visitor is in."""

    title: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class MenuPlace:
    """A page in the main menu, and where it is in the tree."""

    title: str
    url: str
    path: str


@dataclass(frozen=True)
class LinkColumn:
    """A headed list of links in the footer."""

    title: str
    links: Sequence[Link]


@dataclass(frozen=True)
class FooterLinks:
    """All links of the footer."""

    columns: Sequence[LinkColumn]
    legal: Sequence[Link]
    social: Sequence[Link]


def main_menu(*, places: Iterable[MenuPlace], current: Page | None) -> tuple[Link, ...]:
    """The menu for a visitor who is at the page ``current``."""
    path = current.path if current is not None else ""
    return tuple(
        Link(place.title, place.url, bool(path) and path.startswith(place.path)) for place in places
    )


def menu_places(*, home: Page | None, request: HttpRequest) -> tuple[MenuPlace, ...]:
    """The public children of the front page that editors put in menus, in the tree's order.

    A host's base page without the field ``show_in_menus`` (Wagtail 8) puts all of them in. A page
    of a type with ``menu_title`` (``os2site.page_mixins.MenuPageMixin``) goes by that, where set.
    """
    if home is None:
        return ()
    pages = [
        child
        for child in public_among(_children(home))
        # Without a class, its plugin was taken out.
        if getattr(child, "show_in_menus", True) and child.specific_class is not None
    ]
    titles = _menu_titles(pages)
    return tuple(
        MenuPlace(titles.get(child.pk) or child.title, child.get_url(request) or "/", child.path)
        for child in pages
    )


def _children(page: Page) -> list[Page]:
    """The page's children in the tree's order.

    The tree's own query reads all that lies below a page: with a front page, the whole site. So the
    first places below it are looked up, and all when the page has more children than those hold.
    """
    if page.numchild <= MOST_CHILDREN:
        places = range(1, 2 * page.numchild + FREE_PLACES)
        paths = [page._get_path(page.path, page.depth + 1, place) for place in places]
        found = base_page_model()._default_manager.filter(path__in=paths)
        children = list(found.order_by("path"))
        if len(children) == page.numchild:
            return children
    return list(page.get_children().order_by("path"))


def _menu_titles(pages: Iterable[Page]) -> dict[int, str]:
    """Page id → its title in the menu, where it has one of its own: one query."""
    by_model: dict[Any, list[int]] = {}
    for page in pages:
        if _has_field(page.specific_class, "menu_title"):
            by_model.setdefault(page.specific_class, []).append(page.pk)
    rows = [
        model._default_manager.filter(pk__in=ids).order_by().values_list("pk", "menu_title")
        for model, ids in by_model.items()
    ]
    return dict(rows[0].union(*rows[1:], all=True)) if rows else {}


@cache
def _has_field(model: type[Page], name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())


def footer_links(*, settings: SiteSettings, language: str, request: HttpRequest) -> FooterLinks:
    """The footer's links, in the visitor's language where a page is translated.

    A place that has links for this language shows those, else those for no language in particular.
    A link to a page that is not public is left out, as is the accessibility statement or the
    privacy policy until it is published.
    """
    if settings._state.adding:
        return FooterLinks((), (), ())
    rows = list(SiteLink.objects.filter(settings=settings).select_related("page", "locale"))
    legal_pages = [
        page for page in (settings.accessibility_page, settings.privacy_page) if page is not None
    ]
    wanted = {page.pk: page for page in legal_pages}
    wanted |= {row.page.pk: row.page for row in rows if row.page is not None}
    targets = localised(pages=wanted.values(), language=language)

    def links_in(placement: SiteLink.Placement) -> tuple[Link, ...]:
        here = [row for row in rows if row.placement == placement]
        own = [row for row in here if row.locale and row.locale.language_code == language]
        found = []
        for row in own or [row for row in here if row.locale is None]:
            if row.page_id is None:
                found.append(Link(row.title, row.url))
            elif row.page_id in targets:
                found.append(Link(row.title, targets[row.page_id].get_url(request) or "/"))
        return tuple(found)

    columns = (
        LinkColumn(_("Find"), links_in(SiteLink.Placement.FIND)),
        LinkColumn(_("Take part"), links_in(SiteLink.Placement.JOIN)),
    )
    legal = [
        Link(targets[page.pk].title, targets[page.pk].get_url(request) or "/")
        for page in legal_pages
        if page.pk in targets
    ]
    if settings.repository_url:
        legal.append(Link(_("Source code (open licence)"), settings.repository_url))
    return FooterLinks(
        columns=tuple(column for column in columns if column.links),
        legal=tuple(legal),
        social=links_in(SiteLink.Placement.SOCIAL),
    )
