"""The page about the organisation: its sections, their anchors and entries."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from os2site.contrib.content.pages.models import HomePage, OrganisationSection
from os2site.contrib.content.services.organisation import organisation_chart, shown_facts
from os2site.models import SearchEntry
from tests.factories.content import make_organisation

pytestmark = pytest.mark.django_db


def section(slug: str, parent: str = "", **values: str) -> OrganisationSection:
    return OrganisationSection(slug=slug, parent=parent, title=slug, **values)


def chart(*sections: OrganisationSection) -> str:
    def written(nodes: object) -> str:
        return ",".join(
            node.section.slug + (f"({written(node.children)})" if node.children else "")
            for node in nodes  # type: ignore[attr-defined]
        )

    return written(organisation_chart(sections=sections))


def test_every_section_has_its_anchor_in_the_page_and_an_entry_that_leads_there(
    client: Client, home: HomePage
) -> None:
    page = make_organisation(
        {"slug": "bestyrelse", "type": "organ", "title": "Bestyrelsen", "text": "<p>Leder</p>"},
        {"slug": "faggruppe", "type": "gruppe", "parent": "bestyrelse"},
        {"slug": "kontaktperson", "type": "rolle"},
        {"slug": "aabenhed", "type": "princip"},
        {"slug": "historie", "type": "historie", "facts": {"place": "Rønde"}},
        {"slug": "partnere", "type": "samarbejde"},
        {"slug": "adresse", "type": "stamdata"},
    )

    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    entries = SearchEntry.objects.filter(page_id=page.pk).exclude(key=str(page.pk))
    assert entries.count() == 7
    for entry in entries:
        assert entry.type == "page"
        assert entry.url == f"/organisation/#{entry.slug}"
        assert len(html.select(f"[id='{entry.slug}']")) == 1
    assert entries.get(slug="bestyrelse").summary == "Leder"
    assert "Rønde" in entries.get(slug="historie").extra


def test_sections_are_found_only_while_the_page_is_public(home: HomePage) -> None:
    page = make_organisation({"slug": "bestyrelse"}, live=False)
    assert not SearchEntry.objects.filter(page_id=page.pk).exists()

    page.save_revision().publish()
    assert SearchEntry.objects.filter(page_id=page.pk).count() == 2


def test_a_section_that_goes_takes_its_entry_with_it(home: HomePage) -> None:
    page = make_organisation({"slug": "bestyrelse"}, {"slug": "udvalg"})
    page.sections = [row for row in page.sections.all() if row.slug == "bestyrelse"]
    page.save_revision().publish()

    slugs = SearchEntry.objects.filter(page_id=page.pk).values_list("slug", flat=True)
    assert set(slugs) == {"organisation", "bestyrelse"}


def test_sections_stand_under_what_they_belong_to() -> None:
    assert chart(section("c", "b"), section("a"), section("b", "a")) == "a(b(c))"


def test_an_unknown_parent_or_a_circle_loses_no_section() -> None:
    assert chart(section("a", "findes-ikke"), section("b", "a")) == "a(b)"
    shown = chart(section("a", "b"), section("b", "a"), section("c", "a"), section("d", "d"))
    assert sorted(shown.replace("(", ",").replace(")", "").split(",")) == ["a", "b", "c", "d"]


def test_facts_are_written_in_danish_and_senseless_ones_left_out() -> None:
    with translation.override("da"):
        facts = shown_facts(
            facts={
                "founded": "2012-04-24",
                "notice_days": 1,
                "hours_per_week": [5, 15],
                "months": ["april", "maj"],
                "minutes_days": "snart",
                "term_years": None,
                "ukendt": 4,
            }
        )

    assert [(fact.label, fact.value) for fact in facts] == [
        ("Afholdes i", "april eller maj"),
        ("Indkaldelse før mødet", "1 dag"),
        ("Tidsforbrug", "5–15 timer om ugen"),
        ("Stiftet", "24. april 2012"),
    ]


def test_a_section_refuses_to_stand_under_itself_and_facts_that_are_no_object() -> None:
    with pytest.raises(ValidationError) as fault:
        section("a", "a").clean()
    assert set(fault.value.message_dict) == {"parent"}
    with pytest.raises(ValidationError) as fault:
        section("a", facts=["30"]).clean()  # type: ignore[arg-type]
    assert set(fault.value.message_dict) == {"facts"}


def test_hostile_texts_are_shown_as_text(client: Client, home: HomePage) -> None:
    hostile = "<script>alert(1)</script>"
    page = make_organisation(
        {"slug": "a", "title": hostile, "facts": {"place": hostile}},
        {"slug": "b", "title": hostile, "type": "princip", "parent": "a"},
    )

    assert hostile not in client.get(page.url).content.decode()
