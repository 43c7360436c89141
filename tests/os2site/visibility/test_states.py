"""A page that not everyone may see is told of nowhere, whatever its type and whichever outlet."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from wagtail.models import Site

from os2site.models import SearchEntry
from os2site.services.key_figures import collect
from tests.fixtures.uncovered import uncovered
from tests.os2site.visibility.outlets import OUTLETS, SILENT
from tests.os2site.visibility.pages import STATES, WORD, Pages, fresh, make_neighbours, make_pages

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover, pytest.mark.slow]

#: States that leave nothing at the page's address on this site.
GONE = frozenset(
    {"unpublished", "scheduled", "expired, no command run", "on another site", "deleted"}
)
#: States in which other pages may name them. On another site everyone may see them, and editors may
#: link to them; what is closed past all signals follows in others' entries with the next sync.
ALONE = frozenset({"on another site", "login, no signal sent"})


@pytest.fixture
def pages() -> Pages:
    with uncovered():
        return make_pages()


def test_all_outlets_tell_of_public_pages(pages: Pages, client: Client) -> None:
    """Without this, silence below would prove nothing."""
    make_neighbours(pages)
    silent = {name for name, ask in OUTLETS.items() if WORD not in ask(client).lower()}
    assert silent == SILENT
    assert {page.pk for page in pages.values()} <= set(
        SearchEntry.objects.values_list("page_id", flat=True)
    )


@pytest.mark.parametrize("state", STATES)
def test_no_outlet_tells_of_hidden_pages(state: str, pages: Pages, client: Client) -> None:
    addresses = [page.url for page in pages.values()]
    if state not in ALONE:
        make_neighbours(pages)
    for page in pages.values():
        STATES[state](fresh(page))
    telling = {name: said for name, ask in OUTLETS.items() if (said := _said(ask(client)))}
    assert telling == {}
    site = Site.objects.get(is_default_site=True)
    figures: Any = {figure.name: figure.value for figure in collect(site=site)}
    counted = {figures.get(name, 0) for name in ("suppliers", "members", "coming_events")}
    assert counted == {0 if state in ALONE else 1}
    for former in addresses:
        address, response = former, client.get(former)
        if response.status_code == 301:  # It has moved.
            address = response.url
            response = client.get(address)
        text = response.content.decode().lower()
        if state in GONE:
            assert response.status_code == 404, address
        elif response.status_code == 200:  # The form for the password.
            assert response.templates[0].name == "os2site/password_required.html"
        else:
            assert response.status_code in {302, 404}, address
        for echo in (address, quote(address, safe="")):
            text = text.replace(echo.lower(), "")
        assert WORD not in text, address
        if response.status_code != 404:
            assert "no-store" in response["Cache-Control"]


def test_no_outlet_tells_of_an_edit_that_is_not_published(pages: Pages, client: Client) -> None:
    for page in pages.values():
        page.title = "Narhval"
        page.save_revision()
    for name, ask in OUTLETS.items():
        assert "narhval" not in ask(client).lower(), name
    for page in pages.values():
        assert "narhval" not in client.get(page.url).content.decode().lower()
        for view in ("view_draft/", "edit/preview/", f"revisions/{page.latest_revision_id}/view/"):
            response = client.get(f"/admin/pages/{page.pk}/{view}")
            assert response.status_code == 302
            assert response.url.startswith("/admin/login/")


def test_an_alias_goes_with_its_source(pages: Pages, client: Client) -> None:
    source = pages["news"]
    alias = source.create_alias(parent=source.get_parent(), update_slug="narhval")
    assert "narhval" in OUTLETS["news feed"](client)
    assert SearchEntry.objects.filter(page_id=alias.pk).exists()
    fresh(source).unpublish()
    assert "narhval" not in OUTLETS["news feed"](client)
    assert "narhval" not in OUTLETS["sitemap"](client)
    assert not SearchEntry.objects.filter(page_id=alias.pk).exists()


@pytest.mark.parametrize("state", ["login", "below a private page"])
def test_what_a_permitted_visitor_gets_is_kept_out_of_caches(
    state: str, pages: Pages, admin_client: Client
) -> None:
    for page in pages.values():
        STATES[state](fresh(page))
        response = admin_client.get(fresh(page).url)
        assert response.status_code == 200
        assert WORD in response.content.decode().lower()
        assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def _said(text: str) -> str:
    """The word with what stands around it, empty when it does not stand there."""
    start = text.lower().find(WORD)
    return text[max(0, start - 160) : start + 80] if start >= 0 else ""
