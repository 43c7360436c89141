"""An editor brings in a publiccode.yml: what is shown, what is stored, and what never is."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import GroupPagePermission, Workflow, WorkflowPage

from os2site.services import outside
from os2site_products.admin import publiccode_import
from os2site_products.pages.models import ProductIndexPage, ProductPage
from tests.factories.products import OrganisationFactory, ProductFactory, make_term, with_rows
from tests.os2site.services.outside_server import network, says, serving

pytestmark = pytest.mark.slow

FORM = "/admin/os2site/publiccode/"
APPLY = f"{FORM}apply/"
FILE = """\
publiccodeYmlVersion: "0.7"
name: OS2prøve
url: https://github.com/OS2/proeve
landingURL: https://proeve.example/
softwareType: standalone/web
developmentStatus: stable
platforms: [web]
usedBy: [Prøve Kommune, Ny Kommune]
roadmap: https://proeve.example/roadmap
legal:
  license: MPL-2.0
  mainCopyrightOwner: Ib Ibsen
maintenance:
  type: community
  contacts:
    - name: Bo Bosen
      email: bo@proeve.example
      phone: "12345678"
description:
  da:
    shortDescription: Ny tagline
    features: [Søg, Følg]
"""


def client_of(*groups: str, name: str = "redaktoer") -> Client:
    user = get_user_model().objects.create_user(name, f"{name}@eksempel.example", "pw")
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor(db: None) -> Client:
    return client_of("Editors")


@pytest.fixture
def product(index: ProductIndexPage) -> ProductPage:
    """A published product with texts of an editor's."""
    page: ProductPage = ProductFactory(
        parent=index,
        title="OS2prøve",
        slug="os2proeve",
        tagline="Redaktørens tagline",
        lifecycle="drift",
        repository_urls=["https://github.com/OS2/proeve"],
    )
    page = with_rows(page, users=[{"organisation": OrganisationFactory(name="Prøve Kommune")}])
    page.save_revision().publish()
    return ProductPage.objects.get(pk=page.pk)


def shown(response: Any) -> dict[str, tuple[list[str], list[str], bool]]:
    """Label → lines now, lines in the file, whether it is chosen."""
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    found = {}
    for row in soup.select(".os2-imports__table tbody tr"):
        box = row.find("input", attrs={"name": "field"})
        label = (row.find("label") or row.find("th")).get_text(strip=True)
        now, new = ([p.get_text() for p in cell.find_all("p")] for cell in row.find_all("td"))
        found[label] = (now, new, box is not None and box.has_attr("checked"))
    return found


def apply_all(client: Client, response: Any, fields: list[str], **changed: str) -> Any:
    """Send the preview's form with these fields chosen."""
    soup = BeautifulSoup(response.content, "html.parser")
    form = soup.find("form", action=APPLY)
    data: dict[str, Any] = {
        item["name"]: item.get("value", "")
        for item in form.find_all("input", type="hidden")
        if item["name"] != "csrfmiddlewaretoken"
    }
    return client.post(APPLY, {**data, **changed, "field": fields})


def faults(response: Any) -> str:
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    return " | ".join(
        item.get_text(" ", strip=True)
        for item in soup.select(".os2-imports__faults li, .error-message")
    )


def test_the_preview_overwrites_nothing_by_itself(editor: Client, product: ProductPage) -> None:
    response = editor.post(FORM, {"text": FILE})

    fields = shown(response)
    assert fields["Kort beskrivelse"] == (["Redaktørens tagline"], ["Ny tagline"], False)
    assert fields["Nævnte anvendere"] == (
        ["Prøve Kommune"],
        ["Prøve Kommune", "Ny Kommune"],
        False,
    )
    assert fields["Licens"] == ([], ["MPL-2.0"], True)
    assert fields["Type af software"][1:] == (["Webapplikation"], True)
    assert "Livscyklus" not in fields
    assert ProductPage.objects.get(pk=product.pk).has_unpublished_changes is False


def test_persons_are_named_by_key_only_and_stored_nowhere(
    editor: Client, product: ProductPage
) -> None:
    response = editor.post(FORM, {"text": FILE})
    soup = BeautifulSoup(response.content, "html.parser")
    rest = soup.find(id="publiccode-rest").find_parent("section").get_text(" ", strip=True)
    assert "maintenance.contacts, legal.mainCopyrightOwner" in rest
    assert "roadmap" in rest
    assert "localisation.localisationReady" in rest
    for cell in soup.select(".os2-imports__table, #publiccode-rest"):
        assert "Bo Bosen" not in cell.get_text()

    names = list(shown(response))
    apply_all(editor, response, [*names, "licence", "maintenance_type"])
    page = ProductPage.objects.get(pk=product.pk)
    stored = str([revision.content for revision in page.revisions.all()])
    for secret in ("Bosen", "bo@proeve", "12345678", "Ibsen"):
        assert secret not in stored


def test_chosen_fields_become_a_draft_and_nothing_more(
    editor: Client, product: ProductPage
) -> None:
    response = editor.post(FORM, {"text": FILE})
    done = apply_all(editor, response, ["licence", "features", "users"])

    assert done.status_code == 302
    assert done["Location"] == f"/admin/pages/{product.pk}/edit/"
    page = ProductPage.objects.get(pk=product.pk)
    assert (page.live, page.licence, page.has_unpublished_changes) == (True, "", True)
    draft = page.get_latest_revision_as_object()
    assert (draft.licence, draft.features, draft.tagline) == (
        "MPL-2.0",
        ["Søg", "Følg"],
        "Redaktørens tagline",
    )
    assert [row.organisation.name for row in draft.users.all()] == ["Prøve Kommune", "Ny Kommune"]
    assert draft.users.all()[0].pk == product.users.get().pk
    assert draft.latest_revision.user.username == "redaktoer"
    assert "er gemt som kladde" in editor.get("/admin/").content.decode()


def test_the_workflow_still_holds(editor: Client, product: ProductPage) -> None:
    """The draft can be submitted like one that was typed, and is not published."""
    workflow = Workflow.objects.create(name="Godkendelse")
    WorkflowPage.objects.create(workflow=workflow, page=product.get_parent())
    apply_all(editor, editor.post(FORM, {"text": FILE}), ["tagline"])

    page = ProductPage.objects.get(pk=product.pk)
    assert page.tagline == "Redaktørens tagline"
    assert page.current_workflow_state is None
    form = editor.get(f"/admin/pages/{product.pk}/edit/").content.decode()
    assert "Ny tagline" in form
    assert 'name="action-submit"' in form


def test_a_new_product_is_a_draft(editor: Client, index: ProductIndexPage, client: Client) -> None:
    make_term("category", "borger")
    text = FILE.replace("roadmap:", "categories: [digital-citizenship]\nroadmap:")
    response = editor.post(FORM, {"text": text})
    fields = shown(response)
    assert fields["Titel"][1] == ["OS2prøve"]
    assert fields["Behov"][1:] == (["borger"], True)

    apply_all(editor, response, ["licence"])

    page = ProductPage.objects.get()
    assert (page.slug, page.title, page.live) == ("os2proeve", "OS2prøve", False)
    assert (page.licence, page.tagline, page.owner.username) == ("MPL-2.0", "", "redaktoer")
    assert client.get("/produkter/os2proeve/").status_code == 404


def test_a_file_is_read_as_a_text_is(editor: Client, product: ProductPage) -> None:
    file = SimpleUploadedFile("publiccode.yml", b"\xef\xbb\xbf" + FILE.encode())
    assert "Licens" in shown(editor.post(FORM, {"file": file}))


def test_an_address_is_fetched(
    editor: Client, product: ProductPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = network({"kilde.example": ["127.0.0.1"]})
    with serving(says(FILE.encode())) as server:

        def fetch(url: str, *, limits: outside.Limits) -> outside.Fetched:
            ports = outside.Limits(max_bytes=limits.max_bytes, ports=frozenset({server.port}))
            return outside.fetch(url, limits=ports, network=names)

        monkeypatch.setattr(publiccode_import, "fetch", fetch)
        url = f"http://kilde.example:{server.port}/publiccode.yml"
        assert "Licens" in shown(editor.post(FORM, {"url": url}))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://127.0.0.1/", "åbne internet"),
        ("http://169.254.169.254/latest/", "åbne internet"),
        ("http://[::ffff:10.0.0.1]/", "åbne internet"),
        ("http://localhost:8000/", "port"),
        ("file:///etc/passwd", "begynde med"),
    ],
)
def test_addresses_of_our_own_network_are_not_asked(
    editor: Client, index: ProductIndexPage, url: str, reason: str
) -> None:
    assert reason in faults(editor.post(FORM, {"url": url}))


BOMB = "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (BOMB, "Linje 1"),
        ("a: !!python/object:os.system x\n", "Linje 1"),
        ("a: " + "[" * 50 + "]" * 50, "for mange niveauer"),
        ("name: OS2ny\n", "Linje 1, publiccodeYmlVersion"),
        (FILE.replace("community", "volunteers"), "Linje 14, maintenance.type"),
        (FILE.replace("standalone/web", "website"), "Linje 5, softwareType"),
        (FILE.replace("https://proeve.example/\n", "proeve\n"), "Linje 4, landingURL"),
        ("- a\n", "nøgler"),
        ("a: 'b", "Linje 1"),
        ("x" * 250_000, "for stor"),
        ("a\x00b: c", "Null-tegn"),
    ],
)
def test_what_breaks_the_rules_is_told_with_line_and_reason(
    editor: Client, index: ProductIndexPage, text: str, reason: str
) -> None:
    response = editor.post(FORM, {"text": text})
    assert reason in faults(response)
    assert not ProductPage.objects.exists()


@pytest.mark.parametrize("data", [{}, {"text": FILE, "url": "https://kilde.example/"}])
def test_exactly_one_way_is_wanted(
    editor: Client, index: ProductIndexPage, data: dict[str, str]
) -> None:
    assert "kun én af dem" in faults(editor.post(FORM, data))


def test_a_large_file_is_refused_before_it_is_read(editor: Client, index: ProductIndexPage) -> None:
    file = SimpleUploadedFile("publiccode.yml", b"#" * 300_000)
    assert "for stor" in faults(editor.post(FORM, {"file": file}))


def test_the_file_of_one_product_can_be_brought_to_another(
    editor: Client, product: ProductPage
) -> None:
    """From a product's own form, the file is about that product whatever it says."""
    other = ProductFactory(parent=product.get_parent(), title="OS2andet", slug="os2andet")
    edit = editor.get(f"/admin/pages/{other.pk}/edit/").content.decode()
    assert f"{FORM}?product={other.pk}" in edit
    response = editor.post(FORM, {"text": FILE, "product": other.pk})
    assert shown(response)["Titel"] == (["OS2andet"], ["OS2prøve"], False)
    apply_all(editor, response, ["licence"])
    draft = ProductPage.objects.get(pk=other.pk).get_latest_revision_as_object()
    assert (draft.title, draft.licence) == ("OS2andet", "MPL-2.0")


def test_a_change_in_the_meantime_is_shown_first(editor: Client, product: ProductPage) -> None:
    response = editor.post(FORM, {"text": FILE})
    product.tagline = "Ændret imens"
    product.save_revision()
    again = apply_all(editor, response, ["tagline"])
    assert "Produktet er ændret imens" in again.content.decode()
    assert shown(again)["Kort beskrivelse"] == (["Ændret imens"], ["Ny tagline"], True)
    apply_all(editor, again, ["tagline"])
    draft = ProductPage.objects.get(pk=product.pk).get_latest_revision_as_object()
    assert draft.tagline == "Ny tagline"


def test_nothing_chosen_changes_nothing(editor: Client, product: ProductPage) -> None:
    before = product.revisions.count()
    again = apply_all(editor, editor.post(FORM, {"text": FILE}), ["slug", "findes-ikke"])
    assert "Der er ikke valgt noget felt" in again.content.decode()
    assert product.revisions.count() == before


def test_markup_in_a_file_stays_text(editor: Client, product: ProductPage) -> None:
    text = FILE.replace("Ny tagline", "<script>alert(1)</script>")
    response = editor.post(FORM, {"text": text})
    assert b"<script>alert(1)" not in response.content
    assert shown(response)["Kort beskrivelse"][1] == ["<script>alert(1)</script>"]


def test_those_without_the_right_are_let_in_nowhere(product: ProductPage, client: Client) -> None:
    group = Group.objects.create(name="Gæster")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    guest = client_of("Gæster", name="gaest")
    for path in (FORM, APPLY, f"{FORM}?product={product.pk}"):
        assert guest.post(path, {"text": FILE}).status_code == 302
        assert guest.post(path, {"text": FILE})["Location"].startswith("/admin/")
        assert client.post(path, {"text": FILE}).status_code == 302
    assert ProductPage.objects.get().has_unpublished_changes is False


def test_the_right_to_another_part_of_the_site_is_not_enough(product: ProductPage) -> None:
    other = ProductFactory(parent=product.get_parent(), title="OS2andet", slug="os2andet")
    group = Group.objects.create(name="Andre")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=other, permission=change)
    stranger = client_of("Andre", name="anden")

    refused = stranger.post(FORM, {"text": FILE})
    assert "som du ikke kan redigere nu" in faults(refused)
    assert b"Redakt\xc3\xb8rens tagline" not in refused.content
    new = FILE.replace("OS2prøve", "OS2helt-ny").replace("OS2/proeve", "OS2/ny")
    assert "ikke ret til at tilføje" in faults(stranger.post(FORM, {"text": new}))
    base = str(product.latest_revision_id)
    direct = {"text": FILE, "base": base, "field": ["tagline"]}
    assert stranger.post(APPLY, direct)["Location"].startswith("/admin/")
    assert ProductPage.objects.get(pk=product.pk).has_unpublished_changes is False


def test_a_locked_product_is_left_alone(editor: Client, product: ProductPage) -> None:
    ProductPage.objects.filter(pk=product.pk).update(locked=True)
    assert "som du ikke kan redigere nu" in faults(editor.post(FORM, {"text": FILE}))


@pytest.mark.parametrize("value", ["x", "-1", "0", "99999999999999999999", "1\x00"])
def test_a_product_that_is_none(editor: Client, index: ProductIndexPage, value: str) -> None:
    assert editor.get(FORM, {"product": value}).status_code == 404


def test_the_list_leads_to_the_import(editor: Client, product: ProductPage) -> None:
    html = editor.get("/admin/os2site_products/").content.decode()
    assert FORM in html
    assert "Importér publiccode.yml" in html
    assert editor.get(FORM).status_code == 200
    assert editor.get(APPLY).status_code == 302
