"""The demo site's front page, menu and settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.test import Client
from wagtail.models import Locale, Site

from os2site.conf import get_settings
from os2site.contrib.content.demo import PARTS
from os2site.contrib.content.pages.models import HomePage, StandardPage
from os2site.models import SiteSettings
from os2site.transfer.contract import TransferContext
from os2site.transfer.demo import DemoContext
from tests.factories.content import make_home
from tests.factories.products import ProductIndexFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


# Before the others, which have the content in their database for as long as the module lasts.
def test_settings_that_an_editor_has_made_stay(home: HomePage) -> None:
    SiteSettings.objects.create(site=Site.objects.get(), name="Vores", tagline="Eget")
    context = DemoContext(
        Path(get_settings().demo_content), TransferContext.current(), lambda line: None
    )
    PARTS[-1].load(context)

    assert SiteSettings.objects.get().name == "Vores"


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo parts of the content pages, loaded twice as an upgrade would."""
    with django_db_blocker.unblock(), transaction.atomic():
        home = make_home()
        Locale.objects.get_or_create(language_code="en")
        ProductIndexFactory(parent=home)
        context = DemoContext(
            Path(get_settings().demo_content), TransferContext.current(), lambda line: None
        )
        for __ in range(2):
            for part in PARTS:
                part.load(context)
        yield
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()  # The next test has another site.


def show(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_the_front_page_is_there_in_danish_and_english(loaded: None, client: Client) -> None:
    danish, english = show(client, "/"), show(client, "/en/")

    assert HomePage.objects.count() == 2
    assert danish.select_one("h1").get_text() == "Find en løsning, andre allerede bruger"  # type: ignore[union-attr]
    assert english.select_one("h1").get_text() == "Find a solution that others already use"  # type: ignore[union-attr]
    assert [link["href"] for link in danish.select(".button-group a")] == [
        "/bliv-medlem/",
        "/hvorfor-blive-medlem/",
    ]
    assert [link["href"] for link in english.select(".button-group a")] == ["/en/about-os2/"]
    figures = [label.get_text() for label in english.select(".figures dt")]
    assert figures[:2] == ["Municipalities that use at least one product", "Public members"]


def test_the_english_page_about_os2_has_its_own_texts(loaded: None, client: Client) -> None:
    shown = show(client, "/en/about-os2/")

    assert "People before technology" in shown.get_text()
    assert not set("æøåÆØÅ") & set(shown.select_one("main article").get_text())  # type: ignore[union-attr]
    alternates = {link["hreflang"]: link["href"] for link in shown.select("link[hreflang]")}
    assert str(alternates["da"]).endswith("/om-os2/")


def test_the_menu_has_its_order_and_short_titles(loaded: None, client: Client) -> None:
    links = show(client, "/").select(".site-header nav.nav a")

    assert [link.get_text() for link in links] == ["Produkter", "Om fællesskabet"]
    assert show(client, "/produkter/").h1.get_text() == "Produkter og projekter"  # type: ignore[union-attr]


def test_drafts_of_the_legal_pages_wait_in_the_settings(loaded: None, client: Client) -> None:
    stored = SiteSettings.objects.get(site=Site.objects.get())
    draft = StandardPage.objects.get(slug="tilgaengelighedserklaering")
    assert stored.accessibility_page_id == draft.pk
    assert stored.privacy_page_id == StandardPage.objects.get(slug="privatlivspolitik").pk
    footer = show(client, "/").select_one("footer")
    assert footer is not None
    assert "Tilgængelighedserklæring" not in footer.get_text()
    assert stored.links.filter(locale=None).count() == 5

    draft.save_revision().publish()
    footer = show(client, "/").select_one("footer")
    assert footer is not None
    assert "Tilgængelighedserklæring" in footer.get_text()


def test_english_pages_have_an_english_frame(loaded: None, client: Client) -> None:
    footer = show(client, "/en/").select_one("footer")
    assert footer is not None
    shown = footer.get_text(" ")
    assert "What works in one place must be usable by others." in shown
    assert "Products and projects" in shown
    assert not set("æøåÆØÅ") & set(shown)
    assert "About OS2" not in show(client, "/").select_one("footer").get_text()  # type: ignore[union-attr]
