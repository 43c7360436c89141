"""Addresses below products and the list of products that search engines should know."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from os2site.page_types import get_page_model
from os2site.services.sitemaps import SitemapSource
from os2site_products.models import Assessment
from os2site_products.services.governance_report import PATH


def _lists() -> Any:
    return get_page_model("product_index")._default_manager.all()


def _with_report() -> Any:
    shown = Assessment.objects.filter(
        product__translation_key=OuterRef("translation_key"), published=True
    )
    return get_page_model("product")._default_manager.filter(Exists(shown))


SITEMAPS = (
    SitemapSource(_lists, lambda page: (page.adoption_path,)),
    SitemapSource(_with_report, lambda page: (f"{PATH}/",)),
)
