"""A host site that installs only os2site_suppliers."""

from host import *
from host import WAGTAIL_AND_DJANGO

INSTALLED_APPS = ["os2site_suppliers", "os2site_suppliers.pages", *WAGTAIL_AND_DJANGO]
