"""What search engines and shared links read of a page, and the way to it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings as django_settings
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import get_script_prefix
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import to_locale
from wagtail.images.models import AbstractImage

from os2site.plugins import registry
from os2site.rechecked import Rechecked
from os2site.services.current import facts_of
from os2site.services.languages import active_language
from os2site.services.menus import Link
from os2site.services.visibility import not_expired, site_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page

NOINDEX = "noindex, follow"
OG_LOCALES = {"da": "da_DK", "en": "en_GB"}
IMAGE_FILTER = "fill-1200x630|format-jpeg"

_above: Final[Rechecked[Sequence[Link]]] = Rechecked(1024)


@dataclass(frozen=True)
class Alternate:
    """A version of the page in another language; ``lang`` is a code or ``x-default``."""

    lang: str
    url: str


@dataclass(frozen=True)
class SharedImage:
    """The picture that a shared link shows; sizes in pixels."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Seo:
    """What ``components/seo.html`` writes into the head. Addresses are absolute."""

    title: str
    description: str = ""
    canonical: str = ""
    robots: str = ""
    og_type: str = "website"
    og_image: SharedImage | None = None
    locale: str = ""
    alternates: Sequence[Alternate] = ()
    json_ld: Sequence[SafeString] = ()


def breadcrumbs(*, page: Page) -> list[Link]:
    """The way from the front page to ``page``, both included; empty on the front page.

    An ancestor that is not published is left out, because its link would lead nowhere.
    """
    site = site_of(page=page)
    if site is None:
        return []
    roots = [root for root in page._get_relevant_site_root_paths() if root[0] == site.pk]
    root_path = roots[0][1] if roots else site.root_page.url_path
    if page.url_path == root_path:
        return []
    key = page.path, root_path, tuple(page._get_relevant_site_root_paths()), get_script_prefix()
    crumbs = _above.get(key, lambda: _links_above(page, root_path))
    return [*crumbs, Link(page.title, page.get_url() or "")]


def _links_above(page: Page, root_path: str) -> Sequence[Link]:
    above = page.get_ancestors().live().filter(not_expired(), url_path__startswith=root_path)
    return [
        Link(_("Front page") if ancestor.url_path == root_path else ancestor.title, url)
        for ancestor in above.order_by("path")
        if (url := ancestor.get_url()) is not None
    ]


def describe(*, page: Page, request: HttpRequest, crumbs: Sequence[Link] = ()) -> Seo:
    """SEO data of a page that is shown."""
    facts = facts_of(request)
    facts.page = page
    canonical = page.get_full_url(request) or ""
    number = request.GET.get("page", "")
    if canonical and number.isascii() and number.isdigit() and int(number[:9]) > 1:
        canonical += f"?page={int(number[:9])}"
    objects: list[dict[str, Any]] = []
    if crumbs:
        objects.append(_breadcrumb_list(crumbs, canonical))
    if is_home(page):
        objects.append(_organization(request, canonical))
    json_ld = getattr(page, "json_ld", None)
    if json_ld is not None:
        objects += json_ld(request)
    return Seo(
        title=getattr(page, "seo_title", "") or page.title,
        description=_description(page),
        canonical=canonical,
        robots=NOINDEX if _is_filtered(request) else "",
        og_type=getattr(page, "og_type", "website"),
        og_image=shared_image(page, request),
        locale=_og_locale(),
        alternates=_alternates(request),
        json_ld=[safe_json(item) for item in objects],
    )


def is_home(page: Page) -> bool:
    """Whether the page is a site's front page, in any language."""
    return any(root[1] == page.url_path for root in page._get_relevant_site_root_paths())


def safe_json(value: Any) -> SafeString:
    """JSON that can stand in a ``<script>`` element, whatever texts are in it."""
    text = json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return mark_safe(text)


def _description(page: Page) -> str:
    own = getattr(page, "seo_description", None)
    return own() if own is not None else getattr(page, "search_description", "")


def _og_locale() -> str:
    language = active_language()
    return OG_LOCALES.get(language, to_locale(language))


def _is_filtered(request: HttpRequest) -> bool:
    """Whether the address narrows or sorts a list: such pages have no end, and no news."""
    names = {"q", "type", "sort"}
    for __, search_type in registry.contributions("search_types"):
        names |= {facet.name for facet in search_type.facets}
    return not names.isdisjoint(request.GET)


def _alternates(request: HttpRequest) -> list[Alternate]:
    versions = facts_of(request).versions
    urls = {code: page.get_full_url(request) for code, page in versions.items()}
    found = [Alternate(code, url) for code, url in urls.items() if url]
    if len(found) < 2:
        return []
    default = urls.get(django_settings.LANGUAGE_CODE)
    return [*found, Alternate("x-default", default)] if default else found


def _breadcrumb_list(crumbs: Sequence[Link], canonical: str) -> dict[str, Any]:
    origin = "/".join(canonical.split("/", 3)[:3])
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": crumb.title,
                "item": origin + crumb.url if crumb.url.startswith("/") else crumb.url,
            }
            for number, crumb in enumerate(crumbs, start=1)
        ],
    }


def _organization(request: HttpRequest, url: str) -> dict[str, Any]:
    settings = facts_of(request).settings
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": settings.name,
        "url": url,
    }
    if settings.contact_email:
        found["email"] = settings.contact_email
    return found


def shared_image(page: Page, request: HttpRequest) -> SharedImage | None:
    """The page's picture, unless it is a drawing (not shown when shared) or kept private."""
    image = getattr(page, "image", None)
    if not isinstance(image, AbstractImage) or image.is_svg():
        return None
    if image.collection.get_view_restrictions():
        return None
    rendition = image.get_rendition(IMAGE_FILTER)
    site = facts_of(request).site
    origin = site.root_url if site is not None and rendition.url.startswith("/") else ""
    return SharedImage(origin + rendition.url, rendition.width, rendition.height, rendition.alt)
