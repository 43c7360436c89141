"""Which languages something public is there in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info
from wagtail.coreutils import get_content_languages

from os2site.page_types import base_page_model
from os2site.services.visibility import public_among, public_pages, root_pages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest
    from wagtail.models import Page, Site

#: Characters after z, in the order of the Danish alphabet.
_DANISH_ORDER = str.maketrans({"æ": "\ue001", "ø": "\ue002", "å": "\ue003"})


@dataclass(frozen=True)
class LanguageLink:
    """An entry of the language switch; ``name`` is the language's own name."""

    code: str
    name: str
    url: str
    current: bool


def active_language() -> str:
    """Code of the language in use, the site's default when none is."""
    return get_language() or settings.LANGUAGE_CODE


def content_languages() -> list[str]:
    """Codes of the languages that the site has pages in, in the settings' order."""
    return list(get_content_languages())


def public_translations(*, page: Page) -> dict[str, Page]:
    """Language code → public version of the page, itself included while it is public.

    Ordered as the site's content languages in the settings.
    """
    return _by_language(
        public_pages(
            pages=base_page_model()._default_manager.filter(translation_key=page.translation_key)
        ).select_related("locale")
    )


def _by_language(pages: Iterable[Page]) -> dict[str, Page]:
    """The pages in the order of the site's content languages."""
    found = {page.locale.language_code: page for page in pages}
    order = content_languages()
    return {code: found[code] for code in sorted(found, key=partial(_position, order))}


def _position(order: list[str], code: str) -> tuple[int, str]:
    return (order.index(code) if code in order else len(order)), code


def localised(*, pages: Iterable[Page], language: str) -> dict[int, Page]:
    """Page id → what a link to the page leads to in ``language``.

    That is the public translation, else the page itself while it is public; others are left out.
    """
    pages = list(pages)
    if not pages:
        return {}
    versions = public_pages(
        pages=base_page_model()._default_manager.filter(
            translation_key__in={page.translation_key for page in pages}
        )
    ).select_related("locale")
    by_id = {version.pk: version for version in versions}
    translated = {
        version.translation_key: version
        for version in by_id.values()
        if version.locale.language_code == language
    }
    return {
        page.pk: translated.get(page.translation_key) or by_id[page.pk]
        for page in pages
        if page.translation_key in translated or page.pk in by_id
    }


def one_of_each(*, pages: Iterable[Page], locale_id: int | None) -> list[Page]:
    """Of pages that are translations of one another only one: that in the locale, else the first.

    In the order of the pages given. What lists pages beside a page shows nothing twice by this.
    """
    found: dict[Any, Page] = {}
    for page in pages:
        known = found.get(page.translation_key)
        if known is None or (page.locale_id == locale_id and known.locale_id != locale_id):
            found[page.translation_key] = page
    return list(found.values())


def homes_of(*, site: Site | None) -> dict[str, Page]:
    """Language code → public front page of the site."""
    if site is None:
        return {}
    return _by_language(public_among(root_pages(site)))


def language_links(
    *, versions: dict[str, Page], language: str, request: HttpRequest
) -> tuple[LanguageLink, ...]:
    """The language switch for the versions of a page; empty while there is only one."""
    if len(versions) < 2:
        return ()
    return tuple(
        LanguageLink(
            code=code,
            name=capfirst(get_language_info(code)["name_local"]),
            url=page.get_url(request) or "/",
            current=code == language,
        )
        for code, page in versions.items()
    )


def alphabetical(text: str) -> str:
    """Sort key in Danish order: æ, ø and å come last."""
    return text.casefold().translate(_DANISH_ORDER)
