"""publiccode.yml: what a product serves, and what comes back from files, good and hostile."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from wagtail.models import Locale, PageViewRestriction, Site

from os2site.models import Organisation, SiteSettings
from os2site.transfer.catalogue import get_kind
from os2site.transfer.contract import TransferError
from os2site.transfer.runner import ImportReport, import_file
from os2site_products.pages.models import ProductIndexPage, ProductPage
from os2site_products.services import publiccode
from tests.factories.products import OrganisationFactory, ProductFactory, make_term, with_rows

pytestmark = pytest.mark.slow

LONG = " ".join(["Med formularen søger en borger om en ydelse og følger sin sag."] * 4)
FACTS: dict[str, Any] = {
    "title": "OS2prøve",
    "slug": "os2proeve",
    "tagline": "Søg og følg en sag",
    "description": f"<p>{LONG}</p><ul><li>Først &amp; fremmest</li><li>Så</li></ul>",
    "repository_urls": ["https://github.com/OS2/proeve", "https://github.com/OS2/proeve-docs"],
    "website_url": "https://proeve.example/",
    "documentation_url": "https://proeve.example/docs",
    "licence": "MPL-2.0",
    "lifecycle": "fornyelse",
    "features": ["Søg om en ydelse", "Følg en sag"],
    "software_type": "standalone/web",
    "platforms": ["web"],
    "interface_languages": ["da", "en"],
    "can_be_translated": False,
    "maintenance_type": "community",
}
MINIMAL = 'publiccodeYmlVersion: "0.7"\nname: OS2ny\n'


@pytest.fixture
def settings_of_site(db: None) -> SiteSettings:
    """The site's name and public address."""
    site = Site.objects.get(is_default_site=True)
    return SiteSettings.objects.create(site=site, name="OS2", contact_email="os2@os2.example")


@pytest.fixture
def product(index: ProductIndexPage, settings_of_site: SiteSettings) -> ProductPage:
    """A product of which everything is known."""
    category = make_term("category", "sikkerhed", "Sikkerhed")
    page: ProductPage = ProductFactory(parent=index, **FACTS)
    page.main_category = category
    page.categories = [category]
    return with_rows(page, users=[{"organisation": OrganisationFactory(name="Prøve Kommune")}])


def served(client: Client, page: ProductPage) -> tuple[str, dict[str, Any]]:
    """The file as text and as data."""
    response = client.get(f"{page.url}publiccode.yml")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/yaml; charset=utf-8"
    text = response.content.decode()
    return text, yaml.safe_load(text)


def imported(tmp_path: Path, text: str | bytes, **options: bool) -> ImportReport:
    """What the import of a file says."""
    path = tmp_path / "publiccode.yml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return import_file(get_kind("products"), path, **options)


def refusal(tmp_path: Path, text: str | bytes) -> str:
    with pytest.raises(TransferError) as caught:
        imported(tmp_path, text)
    return str(caught.value)


# --- What is served -----------------------------------------------------------------------------


def test_product_serves_all_that_the_standard_asks_for(
    product: ProductPage, client: Client
) -> None:
    text, content = served(client, product)
    assert content == {
        "publiccodeYmlVersion": "0.7",
        "name": "OS2prøve",
        "url": "https://github.com/OS2/proeve",
        "landingURL": "https://proeve.example/",
        "platforms": ["web"],
        "categories": ["it-security"],
        "usedBy": ["Prøve Kommune"],
        "developmentStatus": "stable",
        "softwareType": "standalone/web",
        "organisation": {"uri": "http://localhost", "name": "OS2"},
        "intendedAudience": {"scope": ["security"]},
        "description": {
            "da": {
                "localisedName": "OS2prøve",
                "shortDescription": "Søg og følg en sag",
                "longDescription": f"{LONG}\n\n- Først & fremmest\n- Så",
                "documentation": "https://proeve.example/docs",
                "features": ["Søg om en ydelse", "Følg en sag"],
            }
        },
        "legal": {"license": "MPL-2.0"},
        "maintenance": {
            "type": "community",
            "contacts": [{"name": "OS2", "email": "os2@os2.example", "affiliation": "OS2"}],
        },
        "localisation": {"localisationReady": False, "availableLanguages": ["da", "en"]},
    }
    assert "#" not in text
    assert "publiccodeYmlVersion: '0.7'" in text


def test_page_names_its_file(product: ProductPage, client: Client) -> None:
    soup = BeautifulSoup(client.get(product.url).content, "html.parser")
    link = soup.find("link", type="application/yaml")
    assert link is not None
    assert link["href"] == f"{product.url}publiccode.yml"


def test_unknown_is_left_out_and_named(index: ProductIndexPage, client: Client) -> None:
    page = ProductFactory(parent=index, title="Tom", tagline="x" * 40 + " " + "y" * 140, demo=True)
    text, content = served(client, page)
    assert set(content) == {"publiccodeYmlVersion", "name", "organisation", "description"}
    assert content["description"]["da"]["shortDescription"] == "x" * 40 + " …"
    head = " ".join(line[2:] for line in text.splitlines() if line.startswith("# "))
    assert "invented example" in head
    for key in ("url", "legal.license", "description.da.longDescription", "maintenance.type"):
        assert key in head


def test_texts_of_all_public_languages_are_told(product: ProductPage, client: Client) -> None:
    english, __ = Locale.objects.get_or_create(language_code="en")
    root = Site.objects.get(is_default_site=True).root_page
    root.copy_for_translation(english).save_revision().publish()
    product.get_parent().specific.copy_for_translation(english).save_revision().publish()
    translation = product.copy_for_translation(english)
    translation.tagline = "Apply and follow"
    translation.save_revision()
    assert set(served(client, product)[1]["description"]) == {"da"}
    translation.get_latest_revision().publish()
    translation = ProductPage.objects.get(pk=translation.pk)
    for page in (product, translation):
        texts = served(client, page)[1]["description"]
        assert texts["en"]["shortDescription"] == "Apply and follow"
        assert texts["da"]["shortDescription"] == "Søg og følg en sag"


def test_markup_in_a_text_stays_a_text(index: ProductIndexPage, client: Client) -> None:
    hostile = "!!python/object/apply:os.system ['true'] & *a : {b}\u2028# c"
    page = ProductFactory(parent=index, title=hostile, slug="x", features=[hostile, "no", "---"])
    content = served(client, page)[1]
    assert content["name"] == hostile
    assert content["description"]["da"]["features"] == [hostile, "no", "---"]


def test_draft_and_private_products_serve_no_file(product: ProductPage, client: Client) -> None:
    address = f"{product.url}publiccode.yml"
    restriction = PageViewRestriction.objects.create(
        page=product.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    response = client.get(address)
    assert response.status_code == 302
    assert "login" in response["Location"]
    client.force_login(User.objects.create_user("medlem"))
    assert client.get(address).status_code == 200
    restriction.delete()
    product.unpublish()
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_only_reading_is_allowed(product: ProductPage, client: Client) -> None:
    assert client.post(f"{product.url}publiccode.yml").status_code == 405
    assert client.head(f"{product.url}publiccode.yml").status_code == 200


@pytest.mark.django_db
def test_count_of_users_and_categories_costs_no_queries(
    product: ProductPage, client: Client, django_assert_max_num_queries: Any
) -> None:
    served(client, product)
    with_rows(product, users=[{"organisation": OrganisationFactory()} for __ in range(30)])
    with django_assert_max_num_queries(25):
        assert len(served(client, product)[1]["usedBy"]) == 30


# --- What comes back ----------------------------------------------------------------------------


def test_round_trip_changes_nothing(product: ProductPage, client: Client, tmp_path: Path) -> None:
    text, __ = served(client, product)
    report = imported(tmp_path, text)
    assert (report.errors, report.skipped, report.created) == ([], 1, 0)


@pytest.mark.parametrize("lifecycle", sorted(publiccode.DEVELOPMENT_STATUS))
def test_states_that_the_standard_has_no_word_for_survive(
    lifecycle: str, product: ProductPage, client: Client, tmp_path: Path
) -> None:
    product.lifecycle = lifecycle
    product.tagline = "langt " * 30
    product.save_revision().publish()
    text, __ = served(client, product)
    assert imported(tmp_path, text).skipped == 1


def test_file_of_a_gone_product_makes_it_anew(
    product: ProductPage, client: Client, tmp_path: Path
) -> None:
    text, before = served(client, product)
    product.delete()
    assert imported(tmp_path, text).created == 1
    page = ProductPage.objects.get()
    assert (page.slug, page.kind, page.lifecycle, page.live) == (
        "os2proeve",
        "produkt",
        "drift",
        True,
    )
    assert page.sources == ["https://github.com/OS2/proeve"]
    assert served(client, page)[1] == before


def test_changes_need_update_and_leave_the_rest(
    product: ProductPage, client: Client, tmp_path: Path
) -> None:
    changed = (
        MINIMAL.replace("OS2ny", "OS2prøve")
        + "url: https://GitHub.com/OS2/proeve.git/\n"
        + "developmentStatus: beta\nlegal:\n  license: EUPL-1.2\n"
    )
    report = imported(tmp_path, changed)
    assert [error.field for error in report.errors] == ["licence", "status"]
    assert imported(tmp_path, changed, update=True, dry_run=True).updated == 1
    assert ProductPage.objects.get().licence == "MPL-2.0"
    assert imported(tmp_path, changed, update=True).updated == 1
    page = ProductPage.objects.get()
    assert (page.licence, page.lifecycle) == ("EUPL-1.2", "modning")
    assert (page.tagline, page.repository_urls) == (FACTS["tagline"], FACTS["repository_urls"])
    assert page.description == FACTS["description"]


def test_product_is_known_by_its_repository(product: ProductPage, tmp_path: Path) -> None:
    renamed = MINIMAL + "url: https://github.com/os2/proeve\n"
    report = imported(tmp_path, renamed)
    assert [error.field for error in report.errors] == ["name"]
    assert imported(tmp_path, renamed, update=True).updated == 1
    page = ProductPage.objects.get()
    assert (page.title, page.slug) == ("OS2ny", "os2proeve")


def test_further_repository_is_added_first(product: ProductPage, tmp_path: Path) -> None:
    other = MINIMAL.replace("OS2ny", "OS2prøve") + "url: https://code.example/x\n"
    assert imported(tmp_path, other, update=True).updated == 1
    page = ProductPage.objects.get()
    assert page.repository_urls == ["https://code.example/x", *FACTS["repository_urls"]]


def test_minimal_example_of_the_standard_is_read_without_its_persons(
    index: ProductIndexPage, tmp_path: Path
) -> None:
    make_term("category", "kultur", "Kultur")
    text = (
        MINIMAL
        + """url: "https://example.com/git/ny.git"
platforms: web
developmentStatus: development
softwareType: "standalone/desktop"
intendedAudience:
  scope: [culture, tourism]
description:
  da:
    shortDescription: >
      En kort beskrivelse
      på to linjer
    longDescription: |
      Første afsnit
      i to linjer.

      - Et punkt
      * Et til

      <script>alert(1)</script>
    features:
      - Én ting
legal:
  license: AGPL-3.0-or-later
  mainCopyrightOwner: En Ophavsperson
maintenance:
  type: community
  contacts:
    - name: Prøve Person
      email: person@example.com
      phone: "+4512345678"
localisation:
  localisationReady: yes
  availableLanguages: [da, no]
"""
    )
    report = imported(tmp_path, text)
    assert (report.errors, report.created) == ([], 1)
    page = ProductPage.objects.get()
    assert page.tagline == "En kort beskrivelse på to linjer"
    assert page.description == (
        "<p>Første afsnit i to linjer.</p><ul><li>Et punkt</li><li>Et til</li></ul>"
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )
    assert (page.kind, page.lifecycle, page.software_type) == (
        "projekt",
        "udvikling",
        "standalone/desktop",
    )
    assert page.interface_languages == ["da", "no"]
    assert page.can_be_translated is True
    assert [term.slug for term in page.categories.all()] == ["kultur"]
    stored = str(get_kind("products").page_row(page, context=None).model_dump())  # type: ignore[arg-type]
    for person in ("Prøve Person", "person@example.com", "4512345678", "En Ophavsperson"):
        assert person not in stored
    assert not Organisation.objects.exists()


def test_this_project_s_own_file_is_read(index: ProductIndexPage, tmp_path: Path) -> None:
    own = Path(__file__).parents[2] / "publiccode.yml"
    assert imported(tmp_path, own.read_bytes()).created == 1
    page = ProductPage.objects.get()
    assert (page.slug, page.licence, page.lifecycle) == ("os2site", "MPL-2.0", "modning")
    assert len(page.features) == 4


def test_texts_in_other_languages_are_not_taken(index: ProductIndexPage, tmp_path: Path) -> None:
    text = MINIMAL + "description:\n  en:\n    shortDescription: English\n"
    assert imported(tmp_path, text).created == 1
    assert ProductPage.objects.get().tagline == ""


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("name: X\n", 1, "publiccodeYmlVersion: skal udfyldes"),
        ('publiccodeYmlVersion: "9.1"\nname: X\n', 1, "ikke en version af standarden"),
        (MINIMAL + "url: ftp://x\n", 3, "url: "),
        (MINIMAL + "\n\ndevelopmentStatus: færdig\n", 5, "developmentStatus: skal være en af"),
        (MINIMAL + "softwareType: hjemmeside\n", 3, "softwareType: "),
        (
            MINIMAL + "description:\n  da:\n    shortDescription: " + "x" * 151 + "\n",
            5,
            "description.da.shortDescription: må højst have 150 tegn",
        ),
        (MINIMAL + "description:\n  klingonsk:\n    features: []\n", 4, "description.klingonsk"),
        (MINIMAL + "localisation:\n  availableLanguages:\n    - da\n    - xx\n", 6, "[2]"),
        (MINIMAL + "legal: MIT\n", 3, "legal: "),
        (MINIMAL + "usedBy: {a: b}\n", 3, "usedBy: skal være en liste"),
        (MINIMAL + 'landingURL: "https://x.example/\\u0007"\n', 3, "landingURL: "),
        (MINIMAL + "name: Y\n", 3, "for anden gang"),
        (MINIMAL + "? [a]\n: b\n", 3, "nøgle"),
        (MINIMAL + "legal: [\n", 4, "ikke gyldig YAML"),
        (MINIMAL + "---\nname: to\n", 3, "ikke gyldig YAML"),
        (MINIMAL + "x: !!python/object/apply:os.system [ls]\n", 3, "mærke"),
        (MINIMAL + "x: !egen y\n", 3, "mærke"),
        (MINIMAL + "a: &a [x]\nb: *a\n", 3, "anker"),
        (MINIMAL + "x: " + "[" * 40 + "]" * 40 + "\n", 3, "for mange niveauer"),
    ],
)
def test_fault_is_told_with_line_and_reason(
    text: str, line: int, words: str, index: ProductIndexPage, tmp_path: Path
) -> None:
    message = refusal(tmp_path, text)
    assert message.startswith(f"Linje {line}")
    assert words in message
    assert not ProductPage.objects.exists()


def test_all_faults_are_told_in_order(index: ProductIndexPage, tmp_path: Path) -> None:
    text = 'publiccodeYmlVersion: "0.7"\nurl: x\nname: ""\nsoftwareType: y\n'
    assert [line.split(",")[0] for line in refusal(tmp_path, text).splitlines()] == [
        "Linje 2",
        "Linje 3",
        "Linje 4",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n",
        b"- 1\n- 2\n",
        b"null",
        b"just text",
        MINIMAL.replace("OS2ny", "Søren").encode("latin-1"),
        MINIMAL.encode("utf-16"),
        MINIMAL.encode() + b"x: \x00\n",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        MINIMAL.encode() + b"x: " + b"y" * 200_000,
        b"{" * 100_000,
    ],
    ids=range(11),
)
def test_what_is_no_publiccode_is_refused(
    data: bytes, index: ProductIndexPage, tmp_path: Path
) -> None:
    started = time.thread_time()
    assert refusal(tmp_path, data)
    assert time.thread_time() - started < 5
    assert not ProductPage.objects.exists()


def test_bomb_of_aliases_is_refused_at_its_first_anchor(
    index: ProductIndexPage, tmp_path: Path
) -> None:
    bomb = 'a: &a ["lol","lol"]\n' + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [" + ",".join([f"*{chr(97 + n)}"] * 9) + "]\n"
        for n in range(9)
    )
    started = time.thread_time()
    assert refusal(tmp_path, MINIMAL + bomb).startswith("Linje 3")
    assert time.thread_time() - started < 1
