"""A host site of Wagtail's apps alone, as it is before it installs any of ours."""

from host import *
from host import WAGTAIL_AND_DJANGO

ROOT_URLCONF = "wagtail.urls"
INSTALLED_APPS = [name for name in WAGTAIL_AND_DJANGO if name != "os2site"]
