"""Guides as visitors get them: header, contents, list, search."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from os2site.models import SearchEntry, SearchFacet
from tests.factories.guides import build_guide, guide, guide_index, many_guides

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def day(offset: int) -> datetime.date:
    """A day that many days from today."""
    return timezone.localdate() + datetime.timedelta(days=offset)


def soup(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def control(page: BeautifulSoup) -> dict[str, str]:
    return {
        label.get_text(strip=True): value.get_text(strip=True)
        for label, value in zip(page.select(".control dt"), page.select(".control dd"), strict=True)
    }


def row_titles(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select(".rows .row h3 a")]


def test_the_header_says_who_approved_which_version_until_when(client: Client) -> None:
    guide(
        version="1.1",
        approved_on=datetime.date(2026, 6, 24),
        revise_by=datetime.date(2999, 5, 20),
        owner_role="Sekretariatet",
        approver_role="Sekretariatschef",
    )

    assert control(soup(client, "/vejledninger/kom-godt-i-gang/")) == {
        "Status": "Godkendt",
        "Version": "1.1",
        "Godkendt": "24. juni 2026",
        "Revideres senest": "20. maj 2999",
        "Ejer": "Sekretariatet",
        "Godkendt af": "Sekretariatschef",
    }


def test_what_nobody_stated_is_said_so(client: Client) -> None:
    guide()

    found = control(soup(client, "/vejledninger/kom-godt-i-gang/"))
    assert {found[name] for name in found if name != "Status"} == {"Ikke oplyst"}


def test_an_overdue_guide_says_so_mildly(client: Client) -> None:
    guide("Forældet", revise_by=day(-1))
    guide("Frisk", revise_by=day(0))

    old = soup(client, "/vejledninger/foraeldet/")
    assert old.select_one(".control .badge-warning") is not None
    assert "skulle have været revideret" in old.get_text()
    fresh = soup(client, "/vejledninger/frisk/")
    assert fresh.select_one(".badge-warning") is None
    assert "skulle have været revideret" not in fresh.get_text()
    rows = {
        row.select("h3")[0].get_text(strip=True): row.select_one(".badge") is not None
        for row in soup(client, "/vejledninger/").select(".rows .row")
    }
    assert rows == {"Forældet": True, "Frisk": False}


def test_a_full_guide_shows_contents_checklist_words_and_links(client: Client) -> None:
    other = guide("Selvevaluering", collection="Vejledninger", version="2.0")
    guide("Uden for samlingen")
    third = guide("Tilslutning", collection="Vejledninger")
    guide(
        "De tre niveauer",
        summary="Sådan læser du et niveau.",
        collection="Vejledninger",
        audience=["medlemmer", "leverandoerer"],
        sections={"Formål": "<p>Modenhed.</p>", "Følg eller forklar": "<p>Begrund.</p>"},
        checklist=["Svar på alle krav", "Begrund"],
        glossary_terms=["governance", "aaben-skole"],
        related=[other],
        control_demo=True,
    )

    page = soup(client, "/vejledninger/de-tre-niveauer/")
    contents = [(str(link["href"]), link.get_text()) for link in page.select(".onpage li a")]
    assert contents == [
        ("#formaal", "Formål"),
        ("#foelg-eller-forklar", "Følg eller forklar"),
        ("#tjekliste", "Tjekliste"),
    ]
    for address, __ in contents:
        assert page.select_one(address) is not None
    assert [item.get_text(strip=True) for item in page.select("main .box li")][:2] == [
        "Svar på alle krav",
        "Begrund",
    ]
    assert [tag.get_text() for tag in page.select(".tag")] == ["governance", "aaben skole"]
    assert "Medlemmer, Leverandører" in page.select_one(".page-head").get_text()  # type: ignore[union-attr]
    assert page.select_one(".page-head__note .example") is not None
    aside = page.select_one("main aside")
    assert aside is not None
    assert [link.get_text() for link in aside.select("a")] == [other.title]
    assert row_titles(page) == [third.title]


def test_an_almost_empty_guide_leaves_out_what_there_is_not(client: Client) -> None:
    guide(sections={"Formål": "<p>Kort.</p>"})

    page = soup(client, "/vejledninger/kom-godt-i-gang/")
    for selector in (".onpage", "main aside", ".tag", ".rows", "details.disclose", ".example"):
        assert page.select_one(selector) is None


def test_earlier_published_versions_are_named_and_drafts_are_not(client: Client) -> None:
    page = guide(version="1.0", approved_on=datetime.date(2025, 11, 12))
    page.version, page.approved_on = "1.1", datetime.date(2026, 6, 24)
    page.save_revision().publish()
    page.version = "2.0"
    page.save_revision()

    found = soup(client, "/vejledninger/kom-godt-i-gang/").select_one("details.disclose")
    assert found is not None
    assert found.summary is not None
    assert found.summary.get_text() == "Tidligere version (1)"
    assert [line.get_text() for line in found.select("p")] == ["1.0, godkendt 12. november 2025"]


def test_an_empty_list_says_so(client: Client) -> None:
    guide_index()

    assert "Ingen vejledninger endnu" in soup(client, "/vejledninger/").get_text()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Aftaler", "Økonomi"]),
        ("collection=vejledninger", ["Aftaler"]),
        ("audience=leverandoerer", ["Økonomi"]),
        ("audience=leverandoerer&audience=medlemmer", ["Aftaler", "Økonomi"]),
        ("audience=leverandoerer&collection=vejledninger", []),
        ("q=takstblad", ["Økonomi"]),
    ],
)
def test_the_list_is_by_name_and_can_be_filtered(
    client: Client, query: str, titles: list[str]
) -> None:
    guide("Økonomi", audience=["leverandoerer"], sections={"Takstblade": "<p>Et takstblad.</p>"})
    guide("Aftaler", audience=["medlemmer"], collection="Vejledninger")

    assert row_titles(soup(client, f"/vejledninger/?{query}")) == titles


def test_the_number_of_queries_of_the_list_does_not_grow(client: Client) -> None:
    many_guides(1, collection="Vejledninger", audience=["medlemmer"])
    client.get("/vejledninger/?page_size=50")
    with CaptureQueriesContext(connection) as one:
        client.get("/vejledninger/?page_size=50")
    many_guides(29, start=1, collection="Vejledninger", audience=["medlemmer"])
    with CaptureQueriesContext(connection) as thirty:
        page = soup(client, "/vejledninger/?page_size=50")

    assert len(row_titles(page)) == 30
    assert len(thirty) == len(one)


def test_the_entry_holds_the_sections_and_the_checklist() -> None:
    page = guide(
        summary="Sådan gør du.",
        sections={"Drift": "<p>Vælg en <b>leverandør</b>.</p>"},
        checklist=["Udpeg systemejer"],
        glossary_terms=["governance"],
        collection="Vejledninger",
        audience=["medlemmer"],
        approved_on=datetime.date(2026, 6, 24),
    )

    entry = SearchEntry.objects.get(page=page.pk)
    assert entry.type == "guide"
    assert entry.summary == "Sådan gør du."
    assert entry.keywords.splitlines() == ["Drift", "governance"]
    assert "leverandør" in entry.body
    assert "<" not in entry.body
    assert "Udpeg systemejer" in entry.extra
    assert entry.date is not None
    assert timezone.localdate(entry.date) == datetime.date(2026, 6, 24)
    facets = set(SearchFacet.objects.filter(entry=entry).values_list("name", "value"))
    assert facets == {("collection", "vejledninger"), ("audience", "medlemmer")}


def test_renaming_the_collection_renames_it_in_lists(client: Client) -> None:
    page = guide(collection="Vejledninger")
    page.collection.title = "Håndbogen"
    page.collection.save()

    row = soup(client, "/vejledninger/").select_one(".rows .row .meta")
    assert row is not None
    assert "Håndbogen" in row.get_text()


@pytest.mark.parametrize("state", ["udkast", "tilbagetrukket"])
def test_what_is_not_approved_is_found_by_nobody(state: str) -> None:
    page = guide(control_state=state)

    assert page.live
    assert not SearchEntry.objects.filter(page=page.pk).exists()


def test_drafts_and_private_guides_are_not_public(client: Client) -> None:
    draft = guide("Kladde", live=False)
    private = guide("Privat")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    assert not SearchEntry.objects.filter(page__in=[draft.pk, private.pk]).exists()
    assert client.get("/vejledninger/kladde/").status_code == 404
    assert row_titles(soup(client, "/vejledninger/")) == []


def test_a_guide_past_its_expiry_is_listed_nowhere(client: Client) -> None:
    first = guide("Udløbet", collection="Vejledninger")
    guide("Gældende", collection="Vejledninger")
    type(first).objects.filter(pk=first.pk).update(
        expire_at=timezone.now() - datetime.timedelta(minutes=1)
    )

    assert row_titles(soup(client, "/vejledninger/")) == ["Gældende"]
    assert row_titles(soup(client, "/vejledninger/gaeldende/")) == []


def test_hostile_texts_stay_text(client: Client) -> None:
    hostile = '"><script>alert(1)</script>{{ 7|add:7 }}'
    guide(
        hostile,
        slug="fjendtlig",
        summary=hostile,
        version='"><b>',
        owner_role=hostile,
        sections={hostile: "<p>hej</p>", "To": "<p>hej</p>"},
        checklist=[hostile],
        glossary_terms=[hostile],
        collection=hostile,
    )

    for address in ("/vejledninger/fjendtlig/", "/vejledninger/"):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "{{ 7|add:7 }}" in html


def test_a_guide_without_a_place_can_be_previewed() -> None:
    page = build_guide("Helt ny", sections={"A": "<p>x</p>", "B": "<p>y</p>"}, checklist=["z"])
    page.content_type = guide().content_type
    answer = page.make_preview_request(RequestFactory().get("/"), "")
    answer.render()

    assert "Helt ny" in answer.content.decode()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"audience": ["alverden"]}, "audience"),
        (
            {
                "approved_on": datetime.date(2026, 2, 1),
                "revise_by": datetime.date(2026, 1, 1),
            },
            "revise_by",
        ),
    ],
)
def test_contradictions_are_refused(values: dict[str, object], field: str) -> None:
    guide = build_guide(**values)  # type: ignore[arg-type]
    others = {item.name for item in guide._meta.fields}.difference(values)

    def check() -> None:
        guide.clean_fields(exclude=others)
        guide.clean()

    with pytest.raises(ValidationError) as refused:
        check()

    assert list(refused.value.message_dict) == [field]
