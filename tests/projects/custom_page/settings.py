"""A host site with its own base page model (Wagtail 8), without wagtail-localize.

Its concrete page types stand in the app ``hostproducts``; our ``pages`` sub-apps are not installed.
"""

from host import *
from host import WAGTAIL_AND_DJANGO

WAGTAIL_PAGE_MODEL = "basepage.BasePage"
INSTALLED_APPS = ["basepage", "hostproducts", "os2site_products", *WAGTAIL_AND_DJANGO]
OS2SITE = {
    "PAGE_MODELS": {
        "product_index": "hostproducts.ProductIndexPage",
        "product": "hostproducts.ProductPage",
    }
}
