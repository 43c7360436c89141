"""News in schema.org's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime

from os2site.services.current import facts_of
from os2site.services.seo import shared_image

if TYPE_CHECKING:
    from django.http import HttpRequest


def news_article(*, page: Any, request: HttpRequest) -> dict[str, Any]:
    """A piece of news as NewsArticle. Its author is the association: people are roles here."""
    url = page.get_full_url(request) or ""
    publisher = {"@type": "Organization", "name": facts_of(request).settings.name}
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title,
        "datePublished": localtime(page.published_at).isoformat(),
        "dateModified": localtime(page.last_published_at or page.published_at).isoformat(),
        "url": url,
        "mainEntityOfPage": url,
        "author": publisher,
        "publisher": publisher,
    }
    if page.summary:
        data["description"] = page.summary
    image = shared_image(page, request)
    if image is not None:
        data["image"] = image.url
    return data
