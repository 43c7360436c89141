"""A page that not everyone may see is told of nowhere, whatever its type and whichever outlet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site

from os2site.models import SearchEntry
from os2site.search import projection
from os2site.services.key_figures import collect
from tests.factories.content import make_page
from tests.factories.products import CriterionFactory, make_assessment
from tests.os2site.visibility.outlets import NEIGHBOURS, OUTLETS, SILENT
from tests.os2site.visibility.pages import (
    NEVER_PUBLISHED,
    STATES,
    WORD,
    Pages,
    fresh,
    make_neighbours,
    make_pages,
    make_translations,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ALL_STATES = {**NEVER_PUBLISHED, **STATES}
#: States that leave nothing at the page's address on this site.
GONE = frozenset(
    {"unpublished", "scheduled", "expired, no command run", "on another site", "deleted"}
    | NEVER_PUBLISHED.keys()
)
#: States in which other pages may name them. On another site everyone may see them, and editors may
#: link to them; what is closed past all signals follows in others' entries with the next sync.
ALONE = frozenset({"on another site", "login, no signal sent"})
#: States that pages get one after the other, as with an editor. Bringing what names them up to date
#: takes the longest of all, so in the other states it is done once for all of them.
ONE_BY_ONE = frozenset({"unpublished", "login", "deleted", "moved below a private page"})


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker: Any) -> Iterator[Pages]:
    """Made once for the module; what a test does to them is undone with the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = make_pages()
        CriterionFactory(code="F1")
        make_assessment(found["product"], {"F1": "groen"}, decided_level="1")
        make_neighbours(found)
        yield {name: fresh(page) for name, page in found.items()}
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture(scope="module")
def figures_without(pages: Pages, django_db_blocker: Any) -> dict[str, int]:
    """The key figures of a site that never had the pages."""
    with django_db_blocker.unblock(), transaction.atomic():
        for page in pages.values():
            STATES["deleted"](fresh(page))
        found = key_figures()
        transaction.set_rollback(True)
    return found


def key_figures() -> dict[str, int]:
    site = Site.objects.get(is_default_site=True)
    return {figure.name: figure.value for figure in collect(site=site)}


def test_all_outlets_tell_of_public_pages(
    pages: Pages, client: Client, figures_without: dict[str, int]
) -> None:
    """Without this, silence below would prove nothing."""
    silent = {name for name, ask in OUTLETS.items() if WORD not in ask(client).lower()}
    assert silent == SILENT
    assert {page.pk for page in pages.values()} <= set(
        SearchEntry.objects.values_list("page_id", flat=True)
    )
    counted = {name for name, value in key_figures().items() if value != figures_without.get(name)}
    assert {"suppliers", "members", "coming_events"} <= counted
    for page in pages.values():
        for address in addresses_below(page):
            assert client.get(address).status_code in {200, 302}, address


@pytest.mark.parametrize("state", ALL_STATES)
def test_no_outlet_tells_of_hidden_pages(
    state: str, pages: Pages, client: Client, figures_without: dict[str, int]
) -> None:
    addresses = [
        address for page in pages.values() for address in (page.url, *addresses_below(page))
    ]
    if state in ALONE:
        _delete_neighbours()
    with nullcontext() if state in ONE_BY_ONE else projection.batch():
        for page in pages.values():
            ALL_STATES[state](fresh(page))
    telling = {name: said for name, ask in OUTLETS.items() if (said := _said(ask(client)))}
    assert telling == {}
    if state not in ALONE:
        assert key_figures() == figures_without
    for address in addresses:
        _assert_silent(client, address, gone=state in GONE)


def _delete_neighbours() -> None:
    slugs = [address.strip("/").split("/")[-1] for address in NEIGHBOURS]
    with projection.batch():
        Page.objects.filter(slug__in=slugs).delete()


def _assert_silent(client: Client, former: str, *, gone: bool) -> None:
    """The address says nothing of the page that is or was there, and nobody keeps the answer."""
    address, response = former, client.get(former)
    if response.status_code == 301:  # It has moved.
        address = response.url
        response = client.get(address)
    text = response.content.decode().lower()
    if gone:
        assert response.status_code == 404, address
    elif response.status_code == 200:  # The form for the password.
        assert response.templates[0].name == "os2site/password_required.html", address
    else:
        assert response.status_code in {302, 404}, address
    for echo in (address, quote(address, safe="")):
        text = text.replace(echo.lower(), "")
    assert WORD not in text, address
    if response.status_code != 404:
        assert "no-store" in response["Cache-Control"], address


def test_danish_outlets_do_not_tell_of_what_is_in_english_only(
    pages: Pages, client: Client
) -> None:
    """What links to it does so on purpose, and is left out here."""
    _delete_neighbours()
    make_page("Noget andet", slug="noget-andet")
    with projection.batch():
        english = make_translations(pages)
        for page in pages.values():
            STATES["unpublished"](fresh(page))
    telling = {name for name, ask in OUTLETS.items() if _said(ask(client))}
    # Searches offer the other language with its count, and the sitemap is of all languages.
    assert telling == {"search page", "search API", "question", "sitemap"}
    results = client.get("/soeg/", {"q": WORD}).context["results"]
    counts = {
        option.value: option.count
        for facet in [results.types, *results.facets]
        for option in facet.options
        if option.count
    }
    total = client.get(f"/en/soeg/?q={WORD}").context["results"].total
    assert total >= len(english)
    assert (results.total, results.hits, counts) == (0, [], {"en": total})


def test_no_outlet_tells_of_an_edit_that_is_not_published(pages: Pages, client: Client) -> None:
    for page in map(fresh, pages.values()):
        page.title = "Narhval"
        page.save_revision()
        assert "narhval" not in client.get(page.url).content.decode().lower()
        for view in ("view_draft/", "edit/preview/", f"revisions/{page.latest_revision_id}/view/"):
            response = client.get(f"/admin/pages/{page.pk}/{view}")
            assert response.status_code == 302
            assert response.url.startswith("/admin/login/")
    for name, ask in OUTLETS.items():
        assert "narhval" not in ask(client).lower(), name


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
    """And what all share says no more to this visitor than to others."""
    for page in pages.values():
        STATES[state](fresh(page))
    telling = {name: said for name, ask in OUTLETS.items() if (said := _said(ask(admin_client)))}
    assert telling == {}
    for page in map(fresh, pages.values()):
        assert WORD in admin_client.get(page.url).content.decode().lower()
        for address in (page.url, *addresses_below(page)):
            response = admin_client.get(address)
            if address.endswith(".ics"):  # What is private is in no calendar, whoever asks.
                assert response.status_code == 404, address
                continue
            assert response.status_code == 200, address
            assert {"private", "no-store"} <= set(response["Cache-Control"].split(", ")), address


def addresses_below(page: Any) -> list[str]:
    """All that the page serves below its own address and that needs no token."""
    if not isinstance(page, RoutablePageMixin):
        return []
    routes = [str(pattern.pattern) for pattern in page.get_subpage_urls()]
    paths = [route.strip("^").replace("\\", "").replace("/?$", "").strip("$") for route in routes]
    found = [f"{page.url}{path}" for path in paths if path and not set(path) & set("<(")]
    return [address.removesuffix("/") if ".ics" in address else address for address in found]


def _said(text: str) -> str:
    """The word with what stands around it, empty when it does not stand there."""
    start = text.lower().find(WORD)
    return text[max(0, start - 160) : start + 80] if start >= 0 else ""
