"""What a request is about: the site, the page, and facts of them that are read once."""

from __future__ import annotations

from collections.abc import Hashable
from copy import copy
from typing import TYPE_CHECKING, Any, Final

from django.urls import get_script_prefix
from wagtail.models import Site

from os2site.models import SiteSettings
from os2site.page_types import base_page_model
from os2site.rechecked import Rechecked, state_of
from os2site.services.languages import homes_of, public_translations

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page

_settings: Final[Rechecked[SiteSettings | None]] = Rechecked(64)
_homes: Final[Rechecked[dict[str, Page]]] = Rechecked(256)
_versions: Final[Rechecked[dict[str, Page]]] = Rechecked(1024)


class RequestFacts:
    """Answers about one request, each asked of the database at most once."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._page: Page | None = None
        self._page_known = False
        self._origin: Hashable = None
        self._settings: SiteSettings | None = None
        self._homes: dict[str, Page] | None = None
        self._versions: dict[str, Page] | None = None

    @property
    def site(self) -> Site | None:
        """The site that the host name belongs to, ``None`` before one is set up."""
        site: Site | None = Site.find_for_request(self._request)
        return site

    @property
    def settings(self) -> SiteSettings:
        """The site's settings; the defaults, unsaved, while nobody has stored any."""
        if self._settings is None:
            site = self.site
            stored = _settings.get(state_of(site), lambda: _stored_settings(site))
            self._settings = copy(stored) or SiteSettings(site=site)  # type: ignore[no-untyped-call]
        return self._settings

    @property
    def origin(self) -> Hashable:
        """What addresses of pages depend on beside the pages, as part of a key."""
        if self._origin is None:
            roots = tuple(Site.get_site_root_paths())
            self._origin = state_of(self.site), roots, get_script_prefix()
        return self._origin

    @property
    def homes(self) -> dict[str, Page]:
        """Language code → public front page."""
        if self._homes is None:
            site = self.site
            self._homes = dict(_homes.get(self.origin, lambda: homes_of(site=site)))
        return self._homes

    @property
    def page(self) -> Page | None:
        """The page that is shown, ``None`` for what is no page (search, errors)."""
        if not self._page_known:
            self._page = self._find_page()
            self._page_known = True
        return self._page

    @page.setter
    def page(self, page: Page) -> None:
        if self._page is not page:
            self._page, self._page_known, self._versions = page, True, None

    @property
    def versions(self) -> dict[str, Page]:
        """Language code → public version of the page; of the front page where there is none."""
        if self._versions is None:
            page, homes = self.page, self.homes
            is_home = page is None or page.pk in {home.pk for home in homes.values()}
            self._versions = homes if page is None or is_home else self._versions_of(page)
        return self._versions

    def _versions_of(self, page: Page) -> dict[str, Page]:
        key = page.translation_key, self.origin
        return dict(_versions.get(key, lambda: public_translations(page=page)))

    def _find_page(self) -> Page | None:
        match = self._request.resolver_match
        if match is None or match.url_name != "wagtail_serve":
            return None
        base: Any = base_page_model()
        page: Page | None = base.find_for_request(self._request, match.args[0])
        return page


def _stored_settings(site: Site | None) -> SiteSettings | None:
    stored = SiteSettings.objects.select_related("logo", "accessibility_page", "privacy_page")
    return stored.filter(site=site).first()


def is_anybody(request: HttpRequest) -> bool:
    """Whether a page is asked for as it is for everyone: not in a preview, by nobody who is logged
    in, and by nobody who has opened something with a password.
    """
    user, session = getattr(request, "user", None), getattr(request, "session", None)
    return (
        not getattr(request, "is_preview", False)
        and (user is None or not user.is_authenticated)
        and session is not None
        and session.is_empty()
    )


def facts_of(request: HttpRequest) -> RequestFacts:
    """The facts of a request, kept on it."""
    facts: RequestFacts | None = getattr(request, "_os2site_facts", None)
    if facts is None:
        facts = RequestFacts(request)
        request._os2site_facts = facts  # type: ignore[attr-defined]
    return facts
