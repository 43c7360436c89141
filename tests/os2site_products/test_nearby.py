"""Products that are near by content: explained, public, in one language, in constant queries."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from os2site.models import Term
from os2site.search.projection import batch
from os2site_products.pages.models import ProductIndexPage, ProductPage
from os2site_products.services import product_page
from tests.factories.products import ProductFactory, make_term, with_rows

pytestmark = pytest.mark.slow


@pytest.fixture
def terms(db: None) -> dict[str, Term]:
    """Three needs and two technologies by slug."""
    return {
        slug: make_term(vocabulary, slug)
        for vocabulary, slug in (
            ("category", "skole"),
            ("category", "kultur"),
            ("category", "klima"),
            ("technology", "python"),
            ("technology", "docker"),
        )
    }


def made(
    index: ProductIndexPage,
    title: str,
    *,
    needs: Sequence[Term] = (),
    built: Sequence[Term] = (),
    tags: Sequence[str] = (),
    **values: Any,
) -> ProductPage:
    """A product that meets these needs, is built with these technologies and has these words."""
    page: ProductPage = ProductFactory(parent=index, title=title, **values)
    page.categories, page.technologies = list(needs), list(built)
    page.tags.set(tags)
    page.save()
    return page


def near(client: Client, page: ProductPage) -> list[tuple[str, str]]:
    """Names of the products that are near, each with what is in common."""
    response = client.get(page.url)
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    found = []
    for item in soup.select(".nearby li"):
        link, shared = item.select_one("a"), item.select_one(".muted")
        assert link is not None
        assert shared is not None
        found.append((link.get_text(), " ".join(shared.get_text().split())))
    return found


def test_what_is_in_common_is_told_and_decides_the_order(
    index: ProductIndexPage, client: Client, terms: dict[str, Term]
) -> None:
    skole, kultur, python = terms["skole"], terms["kultur"], terms["python"]
    own = made(index, "Egen", needs=[skole, kultur], built=[python], tags=["booking", "lån"])
    made(index, "Fjern", needs=[terms["klima"]], tags=["CO2"])
    made(index, "To behov", needs=[skole, kultur])
    made(index, "Det meste", needs=[skole, kultur], built=[python], tags=["booking"])
    made(index, "Et ord", tags=["lån"])
    made(index, "Et behov", needs=[kultur])
    made(index, "Kun teknik", built=[python, terms["docker"]])

    assert near(client, own) == [
        ("Det meste", "Fælles: Kultur; Skole; booking; Python"),
        ("To behov", "Fælles: Kultur; Skole"),
        ("Et ord", "Fælles: lån"),
    ]


def test_what_few_have_says_more_than_what_many_have(
    index: ProductIndexPage, client: Client
) -> None:
    own = made(index, "Egen", tags=["sjælden", "almindelig"])
    for number in range(5):
        made(index, f"A{number}", tags=["almindelig"])
    made(index, "Z", tags=["sjælden"])
    assert [title for title, __ in near(client, own)] == ["Z", "A0", "A1", "A2"]


def test_a_need_and_a_technology_are_near_only_while_few_use_it(
    index: ProductIndexPage, client: Client, terms: dict[str, Term]
) -> None:
    skole, docker = terms["skole"], terms["docker"]
    own = made(index, "Egen", needs=[skole], built=[docker])
    made(index, "Anden", needs=[skole], built=[docker])
    assert near(client, own) == [("Anden", "Fælles: Skole; Docker")]
    for number in range(6):
        made(index, f"T{number}", built=[docker])
    assert near(client, own) == []


def test_word_that_is_a_technology_too_is_told_once(
    index: ProductIndexPage, client: Client, terms: dict[str, Term]
) -> None:
    own = made(index, "Egen", built=[terms["python"]], tags=["python"])
    made(index, "Anden", built=[terms["python"]], tags=["python"])
    assert near(client, own) == [("Anden", "Fælles: Python")]


def test_products_that_are_not_public_ended_invented_or_shown_already_are_left_out(
    index: ProductIndexPage, client: Client
) -> None:
    common: dict[str, Any] = {"tags": ["booking"]}
    made(index, "Udkast", live=False, **common)
    past = timezone.now() - datetime.timedelta(days=1)
    made(index, "Overstået", expire_at=past, **common)
    private = made(index, "Privat", **common)
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    made(index, "Overdraget", lifecycle="overdraget", **common)
    invented = made(index, "Opdigtet", demo=True, **common)
    friend = made(index, "Ven", **common)
    own = with_rows(made(index, "Egen", **common), related_products=[{"target": friend}])

    assert near(client, own) == []
    body = client.get(own.url).content.decode()
    for title in ("Udkast", "Overstået", "Privat", "Overdraget", "Opdigtet"):
        assert title not in body
    assert [title for title, __ in near(client, invented)] == ["Egen", "Ven"]


def test_page_without_anything_to_go_by_shows_nothing(
    index: ProductIndexPage, client: Client
) -> None:
    made(index, "Anden", tags=["booking"])
    own = made(index, "Egen")
    assert near(client, own) == []
    assert "Lignende løsninger" not in client.get(own.url).content.decode()


def test_only_products_in_the_language_of_the_page_are_near(
    index: ProductIndexPage, client: Client
) -> None:
    own, other = made(index, "Egen", tags=["booking"]), made(index, "Anden", tags=["booking"])
    english = Locale.objects.create(language_code="en")
    for page in (index.get_parent().specific, index, own, other):
        copy = page.copy_for_translation(english)
        copy.title = f"{page.title} EN"
        copy.save_revision().publish()
    translated = own.get_translation(english)
    assert [title for title, __ in near(client, own)] == ["Anden"]
    assert [title for title, __ in near(client, translated)] == ["Anden EN"]


def test_nearest_are_offered_for_comparison(index: ProductIndexPage, client: Client) -> None:
    own = made(index, "Egen", tags=["booking"])
    for title in "ABCD":
        made(index, title, tags=["booking"])
    soup = BeautifulSoup(client.get(own.url).content, "html.parser")
    query = "produkt=egen&produkt=a&produkt=b&produkt=c"
    link = soup.select_one(f'a[href="{index.url}sammenlign/?{query}"]')
    assert link is not None
    assert link.get_text() == "Sammenlign Egen med de nærmeste"


def test_preview_goes_by_words_that_are_not_saved(index: ProductIndexPage) -> None:
    made(index, "Anden", tags=["booking"])
    own = made(index, "Egen")
    draft = ProductPage.objects.get(pk=own.pk)
    draft.tags.add("booking")
    request = RequestFactory().get("/", SERVER_NAME="localhost")
    view = product_page.build(page=draft, request=request)
    assert [item.title for item in view.nearby] == ["Anden"]


def test_number_of_queries_is_the_same_with_1_and_30_products_near(
    index: ProductIndexPage, client: Client, terms: dict[str, Term]
) -> None:
    def add(title: str) -> ProductPage:
        return made(
            index, title, needs=[terms["skole"]], built=[terms["python"]], tags=["booking", title]
        )

    def count() -> int:
        client.get(own.url)
        with CaptureQueriesContext(connection) as queries:
            assert near(client, own)
        return len(queries)

    own = add("Egen")
    add("P0")
    before = count()
    with batch():
        for number in range(1, 30):
            add(f"P{number:02}")
    assert count() == before
    assert [title for title, __ in near(client, own)] == ["P0", "P01", "P02", "P03"]
