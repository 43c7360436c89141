"""What a search finds, newest first, as RSS."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import strip_tags
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from os2site.models import SiteSettings
from os2site.search import service

if TYPE_CHECKING:
    from os2site.search.query import SearchQuery

#: Hits in a feed; readers keep the older ones.
LENGTH = 30


def render(query: SearchQuery, *, action: str, feed_path: str) -> tuple[bytes, str]:
    """The feed of a search and its content type; addresses are absolute.

    An item keeps its identity when its page is moved or renamed. What takes place at a time is
    dated by its last change, since readers hide what lies ahead.

    :param action: path of the search page, ``feed_path`` of the feed.
    """
    site = query.site
    newest = replace(query, sort="date", page=1, page_size=LENGTH)
    results = service.search(newest, related=False)
    name = SiteSettings.objects.filter(site=site).values_list("name", flat=True).first()
    name = name or site.site_name or site.hostname
    title = (
        _("»%(text)s« on %(name)s") % {"text": query.text, "name": name}
        if query.text
        else _("New on %(name)s") % {"name": name}
    )
    parameters = replace(query, page=1).parameters()
    feed = Rss201rev2Feed(
        title=title,
        link=f"{site.root_url}{action}?{parameters}",
        feed_url=f"{site.root_url}{feed_path}?{parameters}",
        description=title,
        language=query.searched[0] if len(query.searched) == 1 else query.language,
    )
    for hit in results.hits:
        entry = hit.entry
        moment = entry.updated_at if entry.ends_at is not None else entry.date
        feed.add_item(
            title=_("Example: %(title)s") % {"title": entry.title} if entry.demo else entry.title,
            link=f"{site.root_url}{entry.url}",
            description=entry.summary or html.unescape(strip_tags(hit.snippet)),
            unique_id=f"os2site:{site.hostname}:{entry.key}",
            unique_id_is_permalink=False,
            pubdate=localtime(moment) if moment is not None else None,
            categories=[hit.type_label],
        )
    return feed.writeString("utf-8").encode(), feed.content_type
