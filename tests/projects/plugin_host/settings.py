"""A host site that installs one app of ours and a third-party plugin, found by its entry point."""

from host import *
from host import WAGTAIL_AND_DJANGO

from os2site.entry_points import installed_plugins

INSTALLED_APPS = [
    *installed_plugins(),
    "os2site.contrib.news",
    "os2site.contrib.news.pages",
    *WAGTAIL_AND_DJANGO,
]
