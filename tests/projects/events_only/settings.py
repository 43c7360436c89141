"""A host site that installs only os2site_events."""

from host import *
from host import WAGTAIL_AND_DJANGO

INSTALLED_APPS = ["os2site_events", "os2site_events.pages", *WAGTAIL_AND_DJANGO]
