"""Members and users: what is refused, found, shown, imported and counted."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction, Site

from os2site.contrib.members.enums import Relation
from os2site.contrib.members.services.used import StatedBy, used_products
from os2site.enums import OrganisationType
from os2site.models import Organisation, SearchEntry, WorkingGroup
from os2site.page_types import get_page_model
from os2site.search import projection
from os2site.services.key_figures import collect
from os2site.transfer.catalogue import get_kind
from os2site.transfer.runner import export_file, import_file
from tests.factories.members import member, organisation, users, uses
from tests.factories.suppliers import product, region

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

CONTENT = Path(__file__).parents[4] / "os2site" / "project" / "demo" / "content"
COMPANY = Organisation(type=OrganisationType.COMPANY)
HOSTILE = '<script>alert("x")</script>'


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"relation": Relation.MEMBER, "member": False}, "member"),
        ({"relation": Relation.USER, "member": True}, "member"),
        ({"relation": Relation.USER, "joined": datetime.date(2020, 1, 1)}, "joined"),
        ({"relation": Relation.MEMBER, "joined": datetime.date(2999, 1, 1)}, "joined"),
        ({"relation": Relation.MEMBER, "organisation": COMPANY}, "relation"),
    ],
)
def test_contradictions_about_the_membership_are_refused(
    values: dict[str, Any], field: str
) -> None:
    page = member()
    for name, value in values.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as fault:
        page.full_clean()
    assert set(fault.value.message_dict) == {field}


def test_products_come_from_both_sides_and_say_which() -> None:
    page = member()
    both = product("OS2both", users=users(page.organisation))
    own = product("OS2own")
    product("OS2named", users=users(page.organisation))
    product("OS2draft", live=False, users=users(page.organisation))
    product("OS2other", users=users(organisation("En anden kommune")))
    page.uses = uses(both, own)
    page.save()
    found = {item.title: item.stated_by for item in used_products(member=page)}
    assert found == {
        "OS2both": StatedBy.BOTH,
        "OS2own": StatedBy.MEMBER,
        "OS2named": StatedBy.PRODUCT,
    }


def test_a_product_in_two_languages_is_there_once_in_the_members_own() -> None:
    page = member()
    display = product("OS2display", users=users(page.organisation))
    english = display.copy_for_translation(Locale.objects.create(language_code="en"), True)
    english.save_revision().publish()
    page.uses = uses(english)
    page.save()
    (found,) = used_products(member=page)
    assert (found.page.pk, found.stated_by) == (display.pk, StatedBy.BOTH)


def test_an_entry_has_the_facets_of_the_organisation_and_follows_it() -> None:
    page = member(organisation=organisation("Eksempelby Kommune", region=region("Midtjylland")))

    def facets() -> set[tuple[str, str]]:
        entry = SearchEntry.objects.get(page=page)
        return set(entry.facets.values_list("name", "value"))

    expected = {("relation", "medlem"), ("member_type", "kommune"), ("region", "midtjylland")}
    assert facets() == expected
    page.organisation.type = "forening"
    page.organisation.save()
    assert ("member_type", "forening") in facets()


@pytest.mark.parametrize("how", ["draft", "private", "expired"])
def test_what_is_not_public_is_found_nowhere(client: Client, how: str) -> None:
    page = member("Skjult Kommune", live=how != "draft")
    if how == "private":
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    if how == "expired":
        page.expire_at = timezone.now() - datetime.timedelta(minutes=1)
        page.save()
    member("Synlig Kommune")
    listed = client.get("/medlemmer/").content.decode()
    assert "Synlig Kommune" in listed
    assert "Skjult Kommune" not in listed
    assert client.get(f"/api/v1/members/{page.slug}/").status_code == 404
    names = [item["name"] for item in client.get("/api/v1/members/").json()["results"]]
    assert names == ["Synlig Kommune"]


def test_the_list_is_filtered_and_alphabetical(client: Client) -> None:
    member("Østby Kommune")
    member("Aaby Kommune")
    member("Brugby Kommune", relation=Relation.USER)

    def titles(address: str) -> list[str]:
        listing = client.get(address).context["listing"]
        return [hit.entry.title for hit in listing.results.hits]

    assert titles("/medlemmer/") == ["Brugby Kommune", "Østby Kommune", "Aaby Kommune"]
    assert titles("/medlemmer/?relation=anvender") == ["Brugby Kommune"]


def test_the_profile_shows_products_roles_and_groups(client: Client) -> None:
    page = member(
        organisation=organisation("Eksempelby Kommune", region=region("Midtjylland")),
        roles=["stifter", "bestyrelse"],
        joined=datetime.date(2012, 4, 24),
        member=True,
    )
    group = WorkingGroup.objects.create(
        slug="styregruppe", name="OS2display styregruppe", type="styregruppe", status="aktiv"
    )
    group.organisations.add(page.organisation)
    product(users=users(page.organisation))
    document = BeautifulSoup(client.get(page.url).content, "html.parser")
    head = document.select_one(".answers").get_text(" ", strip=True)
    for words in ("Medlem", "Siden 24. april 2012", "1 produkt", "Stifter og bestyrelse"):
        assert words in head
    assert document.select_one(".go a")["href"] == "/medlemmer/?region=midtjylland"
    text = document.select_one("main").get_text(" ", strip=True)
    assert "Kun oplyst på produktets side" in text
    assert "OS2display styregruppe" in text


def test_a_page_without_an_organisation_says_what_is_missing(client: Client) -> None:
    page = member(organisation=None, relation=Relation.USER)
    document = BeautifulSoup(client.get(page.url).content, "html.parser")
    text = document.select_one("main").get_text(" ", strip=True)
    assert "Det er ikke oplyst, om den er medlem" in text
    assert text.count("Ikke oplyst") >= 3


def test_hostile_texts_are_shown_as_text(client: Client) -> None:
    page = member(
        HOSTILE,
        slug="fjendtlig",
        basis=HOSTILE,
        contact_role=HOSTILE,
        roles=[HOSTILE],
        sources=[HOSTILE, "javascript:alert(1)"],
    )
    for address in (page.url, "/medlemmer/"):
        text = client.get(address).content.decode()
        assert "<script>alert" not in text
        assert 'href="javascript:' not in text


def test_queries_do_not_grow_with_the_list_or_the_page(client: Client) -> None:
    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    shared = product()
    first = member("Kommune 0", uses=uses(shared))
    product("OS2 nr 0", users=users(first.organisation))
    count("/medlemmer/")
    one_list, one_page = count("/medlemmer/"), count(first.url)
    one_api = count("/api/v1/members/")
    with projection.batch():
        for number in range(1, 30):
            member(f"Kommune {number}", uses=uses(shared))
            product(f"OS2 nr {number}", users=users(first.organisation))
    assert count("/medlemmer/?page_size=30") == one_list
    assert count(first.url) == one_page
    assert count("/api/v1/members/?page_size=30") == one_api
    assert len(used_products(member=first)) == 31


@pytest.fixture
def words() -> None:
    """What the files name."""
    assert import_file(get_kind("municipalities"), CONTENT / "municipalities.json").ok


@pytest.mark.parametrize("suffix", ["json", "csv", "xlsx"])
def test_the_real_file_survives_a_round_trip(words: None, tmp_path: Path, suffix: str) -> None:
    kind = get_kind("members")
    assert import_file(kind, CONTENT / "members.json").created == 38
    exported = tmp_path / f"out.{suffix}"
    assert export_file(kind, exported) == 38
    again = import_file(kind, exported)
    assert (again.skipped, again.errors) == (38, [])
    if suffix == "json":
        given = json.loads((CONTENT / "members.json").read_text(encoding="utf-8"))
        kept = {row["slug"]: row for row in json.loads(exported.read_text(encoding="utf-8"))}
        assert [kept[row["slug"]] for row in given] == given


def test_an_import_makes_or_completes_the_organisation(words: None) -> None:
    known = Organisation.objects.create(slug="ballerup", name="Ballerup Kommune")
    import_file(get_kind("members"), CONTENT / "members.json")
    known.refresh_from_db()
    assert (known.type, known.municipality.code) == ("kommune", "151")
    assert known.region.name == "Hovedstaden"
    assert get_page_model("member").objects.get(slug="ballerup-kommune").organisation == known


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"region": "Atlantis"}, "region"),
        ({"municipality": "atlantis"}, "municipality"),
        ({"type": "planet"}, "type"),
        ({"relation": "medlem", "member": False}, "member"),
        ({"name": "Anden Kommune"}, "name"),
    ],
)
def test_a_bad_row_is_reported_and_nothing_is_written(
    tmp_path: Path, change: dict[str, Any], field: str
) -> None:
    organisation("Anden Kommune")
    organisation("Hus")
    row = {"slug": "hus", "name": "Hus", **change}
    (tmp_path / "in.json").write_text(json.dumps([row]), encoding="utf-8")
    report = import_file(get_kind("members"), tmp_path / "in.json")
    assert [(error.number, error.field) for error in report.errors] == [(1, field)]
    assert not get_page_model("member").objects.exists()


def test_only_real_members_are_counted_and_users_apart() -> None:
    member("Et Kommune")
    member("Opdigtet Kommune", demo=True)
    member("Bruger Kommune", relation=Relation.USER)
    figures = collect(site=Site.objects.get(), names=["members", "member_users"])
    assert [(figure.name, figure.value) for figure in figures] == [
        ("members", 1),
        ("member_users", 1),
    ]


def test_an_editor_finds_the_list_and_the_form_in_danish(client: Client) -> None:
    client.force_login(User.objects.create_superuser("redaktoer"))
    page = member(relation=Relation.USER)
    assert "Anvender" in client.get(reverse("os2site_members:index")).content.decode()
    text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    for phrase in ("Medlemskab", "Produkter i brug", "Dens type, kommune og region står der"):
        assert phrase in text


def test_list_links_to_who_uses_what_while_there_is_a_public_list_of_products(
    client: Client,
) -> None:
    page = member()
    address = page.get_parent().url
    assert "udbredelse" not in client.get(address).content.decode()
    products = product().get_parent()
    assert f'href="{products.url}udbredelse/"' in client.get(address).content.decode()
    products.specific.unpublish()
    assert "udbredelse" not in client.get(address).content.decode()
