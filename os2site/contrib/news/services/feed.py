"""The newest news as RSS, made of search entries: what is not public has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from os2site.contrib.news.services.lists import newest, type_label
from os2site.models import SiteSettings
from os2site.services.visibility import site_of

if TYPE_CHECKING:
    from django.http import HttpRequest

#: News in the feed; readers keep the older ones.
FEED_LENGTH = 30


def respond(*, index: Any, request: HttpRequest) -> HttpResponse:
    """The feed of a list of news, in the list's language. Addresses are absolute.

    :raises Http404: when the list is outside all sites.
    """
    site = site_of(page=index)
    if site is None:
        raise Http404("The page is outside all sites")
    language = index.locale.language_code
    name = SiteSettings.objects.filter(site=site).values_list("name", flat=True).first()
    link = index.get_full_url(request)
    with override(language):
        feed = Rss201rev2Feed(
            title=_("%(title)s from %(name)s")
            % {"title": index.title, "name": name or site.site_name or site.hostname},
            link=link,
            feed_url=f"{link}feed/",
            description=index.lead or index.search_description or index.title,
            language=language,
        )
        for entry in newest(site=site, language=language)[:FEED_LENGTH]:
            url = site.root_url + entry.url
            kind = type_label(entry.card.get("news_type", ""))
            feed.add_item(
                title=_("Example: %(title)s") % {"title": entry.title}
                if entry.demo
                else entry.title,
                link=url,
                description=entry.summary,
                unique_id=url,
                pubdate=localtime(entry.date) if entry.date is not None else None,
                categories=[*([kind] if kind else []), *entry.card.get("tags", [])],
            )
        content = feed.writeString("utf-8")
    return HttpResponse(content, content_type=feed.content_type)
