"""The frame around every page: identity, menu, footer, language switch, theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.conf import settings as django_settings
from django.shortcuts import resolve_url
from django.urls import NoReverseMatch, reverse

from os2site import theme as themes
from os2site.models import SiteTexts
from os2site.rechecked import Rechecked, state_of
from os2site.services.current import facts_of
from os2site.services.feeds import FeedLink, feed_links
from os2site.services.languages import LanguageLink, active_language, language_links
from os2site.services.menus import (
    FooterLinks,
    Link,
    LinkColumn,
    MenuPlace,
    footer_links,
    main_menu,
    menu_places,
)

if TYPE_CHECKING:
    from django.http import HttpRequest

    from os2site.models import SiteSettings

#: Name of the cookie that holds the visitor's choice of light or dark.
SCHEME_COOKIE: Final = "os2site_scheme"
SCHEMES: Final = ("light", "dark")


@dataclass(frozen=True)
class Footer:
    """What the foot of the page says."""

    intro: str
    columns: Sequence[LinkColumn]
    legal: Sequence[Link]
    contact_email: str
    contact_text: str
    note: str


@dataclass(frozen=True)
class Chrome:
    """All that ``base.html`` shows outside the page's own content.

    An address is empty when the host does not serve it.
    """

    name: str
    tagline: str
    logo: Any
    home_url: str
    menu: Sequence[Link]
    search_url: str
    opensearch_url: str
    feeds: Sequence[FeedLink]
    languages: Sequence[LanguageLink]
    footer: Footer
    social: Sequence[Link]
    theme: str
    theme_css_url: str
    scheme: str
    scheme_url: str
    login_url: str
    user_name: str


@dataclass(frozen=True)
class _Links:
    """What all pages of a site and language have in common, apart from the settings."""

    menu: Sequence[MenuPlace]
    footer: FooterLinks
    feeds: Sequence[FeedLink]
    texts: SiteTexts | None


_links: Final[Rechecked[_Links]] = Rechecked(256)


def chrome_for(request: HttpRequest) -> Chrome:
    """The frame for a request. The number of queries does not grow with the number of pages."""
    facts = facts_of(request)
    settings = facts.settings
    language = active_language()
    home = facts.homes.get(language) or next(iter(facts.homes.values()), None)
    key = facts.origin, state_of(settings), state_of(home)
    links = _links.get(
        key,
        lambda: _Links(
            menu_places(home=home, request=request),
            footer_links(settings=settings, language=language, request=request),
            feed_links(site=facts.site, language=language, request=request),
            _texts(settings, language),
        ),
    )
    texts = links.texts or settings
    theme = resolved_theme(settings)
    theme_url = address("os2site:theme_css")
    login_url, user_name = _account(request)
    return Chrome(
        name=settings.name,
        tagline=texts.tagline,
        logo=settings.logo,
        home_url=(home.get_url(request) if home is not None else None) or "/",
        menu=main_menu(places=links.menu, current=facts.page),
        search_url=address("os2site_search"),
        opensearch_url=address("os2site:opensearch") if address("os2site_search") else "",
        feeds=links.feeds,
        languages=language_links(versions=facts.versions, language=language, request=request),
        footer=_footer(settings, texts, links.footer),
        social=links.footer.social,
        theme=theme.name,
        theme_css_url=f"{theme_url}?v={themes.version(theme)}" if theme_url else "",
        scheme=chosen_scheme(request),
        scheme_url=address("os2site:scheme"),
        login_url=login_url,
        user_name=user_name,
    )


def resolved_theme(settings: SiteSettings) -> themes.Theme:
    """The site's theme; the default one when a stored value is no longer valid."""
    try:
        return settings.resolved_theme()
    except ValueError:
        return themes.resolve(preset=themes.DEFAULT_PRESET)


def chosen_scheme(request: HttpRequest) -> str:
    """``"light"`` or ``"dark"`` as the visitor chose, empty to follow the system."""
    scheme = request.COOKIES.get(SCHEME_COOKIE, "")
    return scheme if scheme in SCHEMES else ""


def address(name: str) -> str:
    """Address of a view of ours, empty when the host has not mounted it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _texts(settings: SiteSettings, language: str) -> SiteTexts | None:
    """The site's texts in a language that is not its first one."""
    if settings._state.adding or language == django_settings.LANGUAGE_CODE:
        return None
    return SiteTexts.objects.filter(settings=settings, locale__language_code=language).first()


def _footer(settings: SiteSettings, texts: SiteSettings | SiteTexts, links: FooterLinks) -> Footer:
    return Footer(
        intro=texts.footer_intro,
        columns=links.columns,
        legal=links.legal,
        contact_email=settings.contact_email,
        contact_text=texts.contact_text,
        note=texts.footer_note,
    )


def _account(request: HttpRequest) -> tuple[str, str]:
    """Where the visitor logs in or, once logged in with access, edits; and the visitor's name."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return login_url(request), ""
    name = user.get_full_name() or user.get_username()
    edits = user.has_perm("wagtailadmin.access_admin")
    return (address("wagtailadmin_home") if edits else ""), name


def login_url(request: HttpRequest) -> str:
    """The login for visitors, which leads back to where they are."""
    login = (
        getattr(django_settings, "WAGTAIL_FRONTEND_LOGIN_URL", None)
        or address("wagtailcore_login")
        or django_settings.LOGIN_URL
    )
    try:
        return f"{resolve_url(login)}?{urlencode({'next': request.get_full_path()})}"
    except NoReverseMatch:
        return ""
