"""The frame around every page."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import Page, PageViewRestriction, Site

from os2site.models import SiteSettings
from os2site.models.sites import SiteLink
from os2site.page_types import get_page_model
from os2site.services import menus
from os2site.services.chrome import Chrome, chrome_for
from tests.fixtures.site import TwoLanguageSite

pytestmark = pytest.mark.slow


def chrome_at(path: str, *, language: str = "da", **cookies: str) -> Chrome:
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    with translation.override(language):
        return chrome_for(request)


def menu_titles(client: Client, path: str) -> list[tuple[str, bool]]:
    chrome: Any = client.get(path).context["chrome"]
    return [(item.title, item.current) for item in chrome.menu]


def test_menu_holds_public_children_in_menus_in_the_trees_order(
    two_languages: TwoLanguageSite,
) -> None:
    two_languages.add("Produkter")
    two_languages.add("Nyheder")
    two_languages.add("Udenfor", show_in_menus=False)
    two_languages.add("Kladde", live=False)
    two_languages.add("Udløbet", expire_at=timezone.now() - datetime.timedelta(minutes=1))
    private = two_languages.add("Privat")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    assert [item.title for item in chrome_at("/").menu] == ["Produkter", "Nyheder"]
    assert chrome_at("/").menu[0].url == "/produkter/"


@pytest.mark.parametrize(("most", "free"), [(100, 40), (100, 1), (0, 40)])
def test_menu_finds_children_at_any_place(
    two_languages: TwoLanguageSite, monkeypatch: pytest.MonkeyPatch, most: int, free: int
) -> None:
    """By their places where those tell of all children, else by the tree."""
    monkeypatch.setattr(menus, "MOST_CHILDREN", most)
    monkeypatch.setattr(menus, "FREE_PLACES", free)
    pages = [two_languages.add(f"Side {number}") for number in range(6)]
    two_languages.add("Dybere", parent=pages[5])
    for page in pages[:4]:
        page.delete()
    assert [item.title for item in chrome_at("/").menu] == ["Side 4", "Side 5"]
    Page.objects.get(pk=pages[4].pk).move(Page.objects.get(pk=pages[5].pk), pos="last-child")
    assert [item.title for item in chrome_at("/").menu] == ["Side 5"]
    # Past all signals, as another process or a script may do it.
    Page.objects.filter(pk=pages[5].pk).update(live=False)
    assert chrome_at("/").menu == ()


def test_menu_shows_published_menu_titles_where_pages_have_one(
    two_languages: TwoLanguageSite,
) -> None:
    two_languages.add("Ren Wagtail")
    two_languages.home.refresh_from_db()
    pages = [
        two_languages.home.add_child(
            instance=get_page_model(kind)(
                title=title, slug=kind, menu_title=menu_title, show_in_menus=True
            )
        )
        for kind, title, menu_title in (
            ("page", "Om fællesskabet OS2", "Om os"),
            ("product_index", "Produkter og projekter", "Produkter"),
            ("vision", "Vision", ""),
        )
    ]
    pages[0].menu_title = "Kladde"
    pages[0].save_revision()
    expected = ["Ren Wagtail", "Om os", "Produkter", "Vision"]
    assert [item.title for item in chrome_at("/").menu] == expected
    pages[1].menu_title = "Katalog"
    pages[1].save_revision().publish()
    assert chrome_at("/").menu[2].title == "Katalog"
    assert "Produkter og projekter" in Client().get("/product_index/").content.decode()


def test_menu_of_a_language_is_that_of_its_own_front_page(two_languages: TwoLanguageSite) -> None:
    two_languages.add("Produkter")
    two_languages.add("Products", parent=two_languages.home_en)
    assert [item.url for item in chrome_at("/en/", language="en").menu] == ["/en/products/"]


def test_section_is_current_on_pages_below_it(two_languages: TwoLanguageSite) -> None:
    products = two_languages.add("Produkter")
    two_languages.add("Nyheder")
    two_languages.add("OS2eksempel", parent=products)
    assert menu_titles(Client(), "/produkter/os2eksempel/") == [
        ("Produkter", True),
        ("Nyheder", False),
    ]


def test_language_switch_offers_only_public_translations(two_languages: TwoLanguageSite) -> None:
    about = two_languages.add("Om os")
    assert Client().get("/om-os/").context["chrome"].languages == ()
    english = two_languages.translate(about, "About us")
    languages = Client().get("/om-os/").context["chrome"].languages
    assert [(item.code, item.name, item.url, item.current) for item in languages] == [
        ("da", "Dansk", "/om-os/", True),
        ("en", "English", "/en/about-us/", False),
    ]
    english.unpublish()
    assert Client().get("/om-os/").context["chrome"].languages == ()


def test_language_switch_leads_to_front_pages_where_there_is_no_page(
    two_languages: TwoLanguageSite,
) -> None:
    response = Client().get("/findes-ikke/")
    assert response.status_code == 404
    assert [item.url for item in response.context["chrome"].languages] == ["/", "/en/"]


def test_frame_works_without_a_site(db: None) -> None:
    Site.objects.all().delete()
    chrome = chrome_at("/")
    assert (chrome.name, chrome.menu, chrome.home_url) == ("OS2", (), "/")
    assert Client().get("/findes-ikke/").status_code == 404


def test_reading_the_frame_stores_no_settings(two_languages: TwoLanguageSite) -> None:
    chrome_at("/")
    assert not SiteSettings.objects.exists()


def test_legal_links_appear_once_their_pages_are_public(two_languages: TwoLanguageSite) -> None:
    statement = two_languages.add("Tilgængelighedserklæring", live=False)
    SiteSettings.objects.create(site=two_languages.site, accessibility_page=statement)
    assert chrome_at("/").footer.legal == ()
    statement.save_revision().publish()
    assert [link.title for link in chrome_at("/").footer.legal] == ["Tilgængelighedserklæring"]


def test_footer_links_leave_out_what_is_not_public_and_prefer_translations(
    two_languages: TwoLanguageSite,
) -> None:
    about = two_languages.add("Om os")
    draft = two_languages.add("Kladde", live=False)
    two_languages.translate(about, "About us")
    settings = SiteSettings.objects.create(site=two_languages.site)
    find = SiteLink.Placement.FIND
    SiteLink.objects.create(settings=settings, placement=find, title="Om", page=about)
    SiteLink.objects.create(settings=settings, placement=find, title="Kladde", page=draft)
    SiteLink.objects.create(
        settings=settings,
        placement=SiteLink.Placement.SOCIAL,
        title="Kode",
        url="https://a.example",
    )
    chrome = chrome_at("/")
    assert [(link.title, link.url) for link in chrome.footer.columns[0].links] == [
        ("Om", "/om-os/")
    ]
    assert len(chrome.footer.columns) == 1
    assert [link.url for link in chrome.social] == ["https://a.example"]
    english = chrome_at("/en/", language="en")
    assert english.footer.columns[0].links[0].url == "/en/about-us/"


def test_theme_that_is_no_longer_valid_falls_back(two_languages: TwoLanguageSite) -> None:
    settings = SiteSettings.objects.create(site=two_languages.site, theme="hede")
    assert chrome_at("/").theme == "hede"
    SiteSettings.objects.filter(pk=settings.pk).update(theme="gone")
    assert chrome_at("/").theme == "fjord"


@pytest.mark.parametrize(("cookie", "scheme"), [("dark", "dark"), ("light", "light"), ("x", "")])
def test_only_known_schemes_are_taken_from_the_cookie(
    two_languages: TwoLanguageSite, cookie: str, scheme: str
) -> None:
    assert chrome_at("/", os2site_scheme=cookie).scheme == scheme


def test_editors_get_a_link_to_the_administration(
    two_languages: TwoLanguageSite, admin_client: Client, client: Client
) -> None:
    frame = admin_client.get("/").context["chrome"]
    assert (frame.login_url, frame.user_name) == ("/admin/", "admin")
    assert client.get("/?a=1").context["chrome"].login_url == "/_util/login/?next=%2F%3Fa%3D1"


def test_queries_do_not_grow_with_the_menu_and_the_footer(
    two_languages: TwoLanguageSite,
) -> None:
    settings = SiteSettings.objects.create(site=two_languages.site)

    def add(number: int) -> None:
        two_languages.home.refresh_from_db()
        page = two_languages.home.add_child(
            instance=get_page_model(("page", "vision", "faq_index")[number % 3])(
                title=f"Side {number}", menu_title=f"Nr. {number}", show_in_menus=True
            )
        )
        SiteLink.objects.create(
            settings=settings, placement=SiteLink.Placement.FIND, title=page.title, page=page
        )

    def queries() -> int:
        Site.clear_site_root_paths_cache()
        with CaptureQueriesContext(connection) as captured:
            chrome_at("/")
        return len(captured)

    add(0)
    few = queries()
    for number in range(1, 12):
        add(number)
    assert len(chrome_at("/").menu) == len(chrome_at("/").footer.columns[0].links) == 12
    assert chrome_at("/").menu[11].title == "Nr. 11"
    assert queries() == few <= 17


def test_frame_of_the_next_request_shows_what_has_changed_since(
    two_languages: TwoLanguageSite, client: Client
) -> None:
    """Without any signal: what is kept of a frame is used while the database says the same."""
    pages = [two_languages.add(title) for title in ("Et", "To", "Tre")]
    settings = SiteSettings.objects.create(site=two_languages.site, privacy_page=pages[2])
    SiteLink.objects.create(settings=settings, placement="find", title="Find", page=pages[1])

    def shown() -> tuple[list[str], list[str], list[str]]:
        chrome: Any = client.get("/").context["chrome"]
        columns = [link.title for column in chrome.footer.columns for link in column.links]
        menu = [item.title for item in chrome.menu]
        return menu, columns, [link.title for link in chrome.footer.legal]

    whole = ["Et", "To", "Tre"], ["Find"], ["Tre"]
    assert [shown() for __ in range(3)] == [whole] * 3
    Page.objects.filter(pk=pages[0].pk).update(title="Nul")
    Page.objects.filter(pk=pages[1].pk).update(expire_at=timezone.now())
    assert shown() == (["Nul", "Tre"], [], ["Tre"])
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=pages[2], restriction_type="login")]
    )
    assert shown() == (["Nul"], [], [])
    SiteSettings.objects.filter(pk=settings.pk).update(name="Nyt navn")
    assert client.get("/").context["chrome"].name == "Nyt navn"


def test_frame_of_the_administration_is_not_computed(
    admin_client: Client, two_languages: TwoLanguageSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[object] = []
    monkeypatch.setattr("os2site.context_processors.chrome_for", calls.append)
    assert admin_client.get("/admin/").status_code == 200
    assert calls == []


def test_page_of_a_host_without_our_mixin_has_the_frame(two_languages: TwoLanguageSite) -> None:
    two_languages.home.refresh_from_db()
    two_languages.home.add_child(instance=Page(title="Ren Wagtail", slug="ren"))
    response = Client().get("/ren/")
    assert response.status_code == 200
