"""Feeds that the head of every page announces."""

from django.utils.translation import gettext_lazy as _

from os2site.services.feeds import Feed

FEEDS = (Feed(_("New words"), index="ordbog", path="feed/"),)
