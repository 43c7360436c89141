"""Links of the frame: main menu, footer, legal pages, social media."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from wagtail.models import get_page_models

from os2site.models import SiteLink
from os2site.services.languages import localised
from os2site.services.visibility import public_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest
    from wagtail.models import Page
    from wagtail.query import PageQuerySet

    from os2site.models import SiteSettings


@dataclass(frozen=True)
class Link:
    """A link with its text; ``current`` marks the section that the visitor is in."""

    title: str
    url: str
    current: bool = False


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


def main_menu(*, home: Page | None, current: Page | None, request: HttpRequest) -> tuple[Link, ...]:
    """The public children of the front page that editors put in menus, in the tree's order.

    A host's base page without the field ``show_in_menus`` (Wagtail 8) puts all of them in. A page
    of a type with ``menu_title`` (``os2site.page_mixins.MenuPageMixin``) goes by that, where set.
    """
    if home is None:
        return ()
    children = home.get_children().order_by("path")
    if _has_field(children.model, "show_in_menus"):
        children = children.in_menu()
    path = current.path if current is not None else ""
    return tuple(
        Link(
            title=child.short_title or child.title,
            url=child.get_url(request) or "/",
            current=bool(path) and path.startswith(child.path),
        )
        for child in _with_short_titles(public_pages(pages=children))
        if child.specific_class is not None  # Else its plugin was taken out.
    )


def _has_field(model: type[Page], name: str) -> bool:
    return any(field.name == name for field in model._meta.get_fields())


def _with_short_titles(pages: PageQuerySet) -> PageQuerySet:
    """The pages with ``short_title`` from the table of each one's type, in the same query."""
    kept = [
        Subquery(model._default_manager.filter(pk=OuterRef("pk")).values("menu_title"))
        for model in get_page_models()
        if _has_field(model, "menu_title")
    ]
    # Coalesce wants two values, also where no type keeps any.
    titled: PageQuerySet = pages.annotate(short_title=Coalesce(*kept, Value(""), Value("")))
    return titled


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
