"""A host site that installs only os2site_products."""

from host import *
from host import WAGTAIL_AND_DJANGO

INSTALLED_APPS = ["os2site_products", "os2site_products.pages", *WAGTAIL_AND_DJANGO]
