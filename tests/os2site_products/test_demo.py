"""The demo's product in English."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Locale

from os2site.conf import get_settings
from os2site.models import SearchEntry
from os2site.transfer.contract import TransferContext
from os2site.transfer.demo import DemoContext
from os2site_products.demo.english import EnglishProduct
from os2site_products.pages.models import ProductIndexPage, ProductPage
from tests.os2site_products.conftest import content, import_rows


@pytest.fixture
def context(db: None) -> DemoContext:
    """A site with OS2forms."""
    assert import_rows("terms", content("taxonomies")).ok
    record = next(item for item in content("products") if item["slug"] == "os2forms")
    assert import_rows("products", [record]).ok
    return DemoContext(Path(get_settings().demo_content), TransferContext.current(), print)


def test_without_an_english_front_page_nothing_is_made(context: DemoContext) -> None:
    part = EnglishProduct()
    assert part.fingerprint(context) == "0"
    part.load(context)
    assert ProductPage.objects.count() == 1


def test_product_is_there_in_english(context: DemoContext, client: Client) -> None:
    english = Locale.objects.create(language_code="en")
    root = context.transfer.site.root_page
    root.copy_for_translation(english).save_revision().publish()
    part = EnglishProduct()
    assert part.fingerprint(context) == "1"
    for __ in range(2):
        part.load(context)
    assert ProductIndexPage.objects.count() == ProductPage.objects.count() == 2
    page = ProductPage.objects.get(locale=english)
    shown = BeautifulSoup(client.get(page.url).content, "html.parser")
    assert page.url == "/en/products/os2forms/"
    assert shown.html["lang"] == "en"  # type: ignore[index]
    assert "Build self-service and digital forms without code" in shown.get_text()
    links = {link["hreflang"]: link["href"] for link in shown.select("link[hreflang]")}
    assert set(links) == {"da", "en", "x-default"}
    assert str(links["da"]).endswith("/produkter/os2forms/")
    languages = {entry.language for entry in SearchEntry.objects.filter(type="product")}
    assert languages == {"da", "en"}


def test_language_switch_offers_only_live_translations(
    context: DemoContext, client: Client
) -> None:
    english = Locale.objects.create(language_code="en")
    root = context.transfer.site.root_page
    root.copy_for_translation(english).save_revision().publish()
    EnglishProduct().load(context)
    page, danish = (
        ProductPage.objects.get(locale=english),
        ProductPage.objects.get(slug="os2forms", locale__language_code="da"),
    )
    assert f'href="{page.url}"' in client.get(danish.url).content.decode()
    page.unpublish()
    html = client.get(danish.url).content.decode()
    assert f'href="{page.url}"' not in html
    assert "hreflang" not in html
