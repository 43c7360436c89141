"""The feed that every page announces."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from os2site.services.feeds import Feed

FEEDS = (Feed(title=_("News"), index="news_index", path="feed/"),)
