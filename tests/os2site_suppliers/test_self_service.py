"""A supplier edits its own profile through a link, and an editor approves."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from os2site import links
from os2site.due_work import run_all
from os2site.models import OutgoingMail
from os2site.page_types import get_page_model
from os2site.search.projection import batch
from os2site_suppliers.models import ProfileReminder, SupplierInvitation
from os2site_suppliers.services import ageing, enquiry_data, invitations, product_lookup
from os2site_suppliers.services.plain_text import to_html, to_plain
from tests.factories.suppliers import offers, product, region, service, supplier

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


def client_of(name: str, *groups: str) -> Client:
    user = get_user_model().objects.create_user(name, f"{name}@eksempel.example", "pw")
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    return client_of("redaktoer", "Editors")


@pytest.fixture
def page() -> Any:
    """A published supplier with a bit of everything."""
    service("drift")
    return supplier(
        "Driftshuset",
        summary="Drift for kommuner",
        description="<p>Vi <b>drifter</b> ting.</p><ul><li>Først</li></ul>",
        services=[service("hosting")],
        regions=[region("Midtjylland")],
        website_url="https://drift.example/",
    )


@pytest.fixture
def workflow(page: Any) -> Workflow:
    """Moderators approve what is below the list of suppliers."""
    task = GroupApprovalTask.objects.create(name="Godkendelse")
    task.groups.set(Group.objects.filter(name="Moderators"))
    found = Workflow.objects.create(name="Leverandører")
    WorkflowTask.objects.create(workflow=found, task=task)
    WorkflowPage.objects.create(workflow=found, page=page.get_parent())
    return found


def address(page: Any, **values: Any) -> str:
    """The path of a new link."""
    made = SupplierInvitation.objects.create(page_id=page.pk, **values)
    url = invitations.link(made, page=page, request=RequestFactory().get("/"))
    return url.partition("://")[2].partition("/")[1] + url.partition("://")[2].partition("/")[2]


def form(client: Client, path: str) -> dict[str, Any]:
    """The form as a browser would send it back."""
    response = client.get(path)
    assert response.status_code == 200
    found: dict[str, Any] = {}
    soup = BeautifulSoup(response.content, "html.parser").find("form", class_="stack")
    for item in soup.find_all(["input", "textarea", "select"]):
        name = item.get("name")
        if item.name == "textarea":
            found[name] = item.get_text().removeprefix("\n")
        elif item.name == "select":
            chosen = item.find("option", selected=True)
            found[name] = chosen["value"] if chosen else ""
        elif item.get("type") == "checkbox":
            if item.has_attr("checked"):
                found.setdefault(name, []).append(item["value"])
        else:
            found[name] = item.get("value", "")
    found.pop("csrfmiddlewaretoken", None)
    return found


def latest(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def faults(response: Any) -> str:
    soup = BeautifulSoup(response.content, "html.parser")
    return " | ".join(item.get_text() for item in soup.select(".form-error-message, .alert"))


# --- The form -----------------------------------------------------------------------------------


def test_a_supplier_edits_and_an_editor_sees_the_difference(
    client: Client, editor: Client, page: Any, workflow: Workflow
) -> None:
    path = address(page)
    product("OS2display")
    sent = client.post(
        path,
        {
            **form(client, path),
            "summary": "Drift og hosting",
            "services": ["hosting", "drift"],
            "products-0-product": "os2DISPLAY",
            "products-0-roles": ["drift"],
            "cases-0-title": "Flytning",
            "cases-0-year": "2025",
        },
    )

    assert sent["Location"] == f"{path}?sendt=1"
    assert "Jeres ændringer er sendt" in client.get(sent["Location"]).content.decode()
    stored = type(page).objects.get(pk=page.pk)
    assert (stored.live, stored.summary) == (True, "Drift for kommuner")
    assert "Drift og hosting" not in client.get(page.url).content.decode()
    draft = latest(page)
    assert draft.summary == "Drift og hosting"
    assert {term.slug for term in draft.services.all()} == {"hosting", "drift"}
    assert [(case.title, case.year) for case in draft.cases.all()] == [("Flytning", 2025)]
    assert draft.confirmed_on == timezone.localdate()
    assert stored.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS

    start = editor.get("/admin/").content.decode()
    assert "1 leverandør har sendt ændringer" in start
    compare = f"/admin/pages/{page.pk}/revisions/compare/live...latest/"
    assert compare in start
    shown = BeautifulSoup(editor.get(compare).content, "html.parser")
    assert "og hosting" in shown.get_text()


def test_approval_publishes_the_last_that_was_sent(
    client: Client, page: Any, workflow: Workflow
) -> None:
    path = address(page)
    for text in ("Første", "Anden"):
        assert client.post(path, {**form(client, path), "summary": text}).status_code == 302
    assert WorkflowState.objects.count() == 1
    moderator = get_user_model().objects.create_superuser("mod", "m@eksempel.example", "pw")
    state = type(page).objects.get(pk=page.pk).current_workflow_state
    state.current_task_state.task.specific.on_action(state.current_task_state, moderator, "approve")
    assert type(page).objects.get(pk=page.pk).summary == "Anden"


def test_what_was_sent_back_goes_on(client: Client, page: Any, workflow: Workflow) -> None:
    path = address(page)
    client.post(path, {**form(client, path), "summary": "Første"})
    state = type(page).objects.get(pk=page.pk).current_workflow_state
    moderator = get_user_model().objects.create_superuser("mod", "m@eksempel.example", "pw")
    state.current_task_state.task.specific.on_action(state.current_task_state, moderator, "reject")
    client.post(path, {**form(client, path), "summary": "Rettet"})
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_IN_PROGRESS


def test_without_a_workflow_it_is_a_draft(client: Client, page: Any) -> None:
    path = address(page)
    assert client.post(path, {**form(client, path), "summary": "Ny"}).status_code == 302
    assert latest(page).summary == "Ny"
    assert type(page).objects.get(pk=page.pk).summary == "Drift for kommuner"


def test_sending_it_unchanged_keeps_every_word(client: Client, page: Any) -> None:
    """Bold and links are lost only where the text itself is changed."""
    path = address(page)
    before = latest(page)
    client.post(path, form(client, path))
    after = latest(page)
    assert after.description == before.description
    assert after.website_url == before.website_url
    assert [r.slug for r in after.regions.all()] == [r.slug for r in before.regions.all()]
    assert [t.slug for t in after.services.all()] == [t.slug for t in before.services.all()]


def test_markup_is_text(client: Client, page: Any) -> None:
    path = address(page)
    hostile = {
        **form(client, path),
        "summary": HOSTILE,
        "description": f"{HOSTILE}\n\n- {HOSTILE}\n\n### {HOSTILE}\n\njavascript:alert(3)",
        "cases-0-title": HOSTILE,
        "cases-0-text": HOSTILE,
    }
    assert client.post(path, hostile).status_code == 302
    page.get_latest_revision()
    type(page).objects.get(pk=page.pk).get_latest_revision().publish()
    for shown in (client.get(page.url), client.get(path)):
        assert b"<script>alert" not in shown.content
        assert b"<img src=x" not in shown.content
    assert "&lt;script&gt;alert(1)" in client.get(page.url).content.decode()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"website_url": "javascript:alert(1)"}, "gyldig"),
        ({"website_url": "ftp://drift.example/"}, "begynde med"),
        ({"contact_email": "ikke en adresse"}, "gyldig"),
        ({"summary": "x" * 201}, "200"),
        ({"services": ["findes-ikke"]}, "findes-ikke"),
        ({"size": "kæmpe"}, "kæmpe"),
        ({"products-0-product": "Findes ikke"}, "Intet produkt har dette navn"),
        ({"products-0-roles": ["hosting"]}, "hvilket produkt"),
        ({"cases-0-text": "Uden titel"}, "Skriv en titel"),
        ({"cases-0-title": "x", "cases-0-year": "99999"}, "2200"),
        ({"products-TOTAL_FORMS": "100000"}, "60"),
        ({"products-TOTAL_FORMS": "x"}, "ManagementForm"),
        ({"summary": "a\x00b"}, "Null"),
    ],
)
def test_what_can_not_be_used_is_said_at_the_field(
    client: Client, page: Any, changed: dict[str, Any], reason: str
) -> None:
    path = address(page)
    response = client.post(path, {**form(client, path), **changed})
    assert response.status_code == 200
    assert reason in faults(response)
    assert not type(page).objects.get(pk=page.pk).has_unpublished_changes
    assert SupplierInvitation.objects.get().uses == 0


def test_a_change_in_the_meantime_is_not_overwritten(client: Client, page: Any) -> None:
    path = address(page)
    data = {**form(client, path), "summary": "Leverandørens"}
    editing = latest(page)
    editing.contact_role = "Salg"
    editing.save_revision()

    response = client.post(path, data)

    assert "Profilen er ændret imens" in faults(response)
    assert (latest(page).summary, latest(page).contact_role) == ("Drift for kommuner", "Salg")
    assert SupplierInvitation.objects.get().uses == 0
    base = BeautifulSoup(response.content, "html.parser").find("input", attrs={"name": "base"})
    assert client.post(path, {**data, "base": base["value"]}).status_code == 302


def test_a_locked_page_waits(client: Client, page: Any) -> None:
    path = address(page)
    data = form(client, path)
    type(page).objects.filter(pk=page.pk).update(locked=True)
    assert "Redaktørerne arbejder på profilen" in faults(client.post(path, data))


# --- The link -----------------------------------------------------------------------------------


def test_reading_changes_nothing(client: Client, page: Any) -> None:
    """A mail scanner follows each link."""
    path = address(page)
    before = latest(page).latest_revision_id
    for _ in range(10):
        response = client.get(path)
    assert client.head(path).status_code == 200
    assert latest(page).latest_revision_id == before
    assert SupplierInvitation.objects.get().uses == 0
    assert "no-store" in response["Cache-Control"]
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("same-origin", "noindex")


@pytest.mark.parametrize(
    "ended",
    [
        {"expires_at": timezone.now() - datetime.timedelta(seconds=1)},
        {"revoked_at": timezone.now()},
        {"uses": 5},
    ],
)
def test_a_link_comes_to_an_end(client: Client, page: Any, ended: dict[str, Any]) -> None:
    path = address(page, **ended)
    for response in (client.get(path), client.post(path, {"summary": "Ny"})):
        assert response.status_code == 404
        assert "Linket virker ikke længere" in response.content.decode()
    assert not type(page).objects.get(pk=page.pk).has_unpublished_changes


def test_who_has_left_edits_no_more(client: Client, page: Any) -> None:
    path = address(page)
    data = form(client, path)
    page.partner_status = "udtraadt"
    page.save_revision().publish()
    assert client.get(path).status_code == 404
    assert client.post(path, data).status_code == 404


def test_a_link_opens_one_profile_only(client: Client, page: Any) -> None:
    """A signature of one page is none for another, and no part of it may be changed."""
    other = supplier("Anden")
    path = address(page)
    other_path = address(other)
    mine, theirs = SupplierInvitation.objects.order_by("pk")
    assert theirs.page_id == other.pk
    token = path.rstrip("/").rpartition("/")[2]
    base = path[: -len(token) - 1]
    guesses = [
        links.sign(purpose="supplier-enquiry", value=str(theirs.pk)),
        links.sign(purpose="supplier-profile", value=str(theirs.pk)),
        token[:-2],
        f"{token[:-4]}{'AAAA' if token[-4:] != 'AAAA' else 'BBBB'}",
        str(mine.pk),
        "x" * 300,
    ]
    for guess in guesses:
        assert client.get(f"{base}{guess}/").status_code == 404
    SupplierInvitation.objects.filter(pk=mine.pk).update(page_id=other.pk)
    assert client.get(path).status_code == 404
    assert client.get(other_path).status_code == 200


def test_a_longer_end_needs_a_new_link(client: Client, page: Any) -> None:
    path = address(page)
    later = timezone.now() + datetime.timedelta(days=900)
    SupplierInvitation.objects.update(expires_at=later)
    assert client.get(path).status_code == 404


def test_the_form_is_guarded_against_other_sites(page: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address(page), {"summary": "Ny"}).status_code == 403


def test_the_form_costs_the_same_with_many_products(client: Client, page: Any) -> None:
    path = address(page)
    counts = []
    for number in (1, 30):
        with batch():
            found = [product(f"P{number} {place}") for place in range(number)]
        draft = latest(page)
        draft.products = offers(*found)
        draft.save_revision().publish()
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        counts.append(len(captured))
    assert counts[0] == counts[1]


# --- Claims -------------------------------------------------------------------------------------


def test_a_claim_is_the_suppliers_word_until_it_is_verified(client: Client, page: Any) -> None:
    path = address(page)
    known = product("OS2display")
    data = {
        **form(client, path),
        "products-0-product": "OS2display",
        "products-0-roles": ["hosting"],
    }
    client.post(path, data)
    row = latest(page).products.get()
    assert (row.target_id, row.roles) == (known.pk, ["hosting"])
    assert (row.source, row.stated_on) == ("Leverandøren selv", timezone.localdate())
    assert row.verified_on is None

    type(page).objects.get(pk=page.pk).get_latest_revision().publish()
    shown = " ".join(BeautifulSoup(client.get(page.url).content, "html.parser").get_text().split())
    assert "Leverandøren selv, " in shown
    assert "(ikke bekræftet)" in shown

    draft = latest(page)
    claim = draft.products.get()
    claim.verified_on = datetime.date(2026, 5, 1)
    draft.products = [claim]
    draft.save_revision().publish()
    assert "(bekræftet 1. maj 2026)" in client.get(page.url).content.decode()
    # Sent again without a change it stays verified; with another role it is a new claim.
    client.post(path, form(client, path))
    assert latest(page).products.get().verified_on == datetime.date(2026, 5, 1)
    client.post(path, {**form(client, path), "products-0-roles": ["hosting", "drift"]})
    assert latest(page).products.get().verified_on is None


def test_a_part_of_a_name_leads_to_the_product(
    client: Client, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, other = product("OS2display"), product("OS2displaytavle")
    product("OS2forms")
    path = address(page)
    assert b"<datalist" in client.get(path).content
    monkeypatch.setattr(product_lookup, "LISTED", 2)
    # Nobody reads through thousands of names.
    assert b"<datalist" not in client.get(path).content
    data = {**form(client, path), "products-0-roles": ["hosting"]}

    response = client.post(path, {**data, "products-0-product": "display"})

    assert "Vælg et af dem herunder" in faults(response)
    radios = BeautifulSoup(response.content, "html.parser").select("input[type=radio]")
    assert {radio["value"] for radio in radios} == {"OS2display", "OS2displaytavle"}
    assert {radio["name"] for radio in radios} == {"products-0-match"}
    asked = {**data, "products-0-product": "display", "products-0-match": "OS2forms"}
    # What was not offered can't be chosen, and what was written anew counts more than a choice.
    assert client.post(path, asked).status_code == 200
    chosen = {**asked, "products-0-match": "OS2displaytavle"}
    for written, product_id in (("display", other.pk), ("os2Display", wanted.pk)):
        base = type(page).objects.get(pk=page.pk).latest_revision_id
        sent = {**chosen, "products-0-product": written, "base": str(base)}
        assert client.post(path, sent).status_code == 302
        row = latest(page).products.get()
        assert (row.target_id, row.roles) == (product_id, ["hosting"])


def test_a_product_that_is_hidden_now_stays(client: Client, page: Any) -> None:
    hidden = product("OS2skjult")
    draft = latest(page)
    draft.products = offers(hidden)
    draft.save_revision().publish()
    hidden.unpublish()
    path = address(page)
    assert "OS2skjult" not in client.get(path).content.decode()
    client.post(path, form(client, path))
    assert [row.target_id for row in latest(page).products.all()] == [hidden.pk]


# --- Text ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("<p>A</p><p>B<br/>C</p>", "A\n\nB\nC"),
        ("<h3>T</h3><ul><li>x &amp; y</li><li>z</li></ul>", "### T\n\n- x & y\n- z"),
        ("", ""),
    ],
)
def test_text_goes_back_and_forth(html: str, plain: str) -> None:
    assert to_plain(html) == plain
    assert to_html(plain) == html
    assert to_html(plain.replace("\n", "\r\n")) == html


# --- In the administration ----------------------------------------------------------------------


def test_an_editor_invites_and_revokes(client: Client, editor: Client, page: Any) -> None:
    admin = f"/admin/os2site/suppliers/{page.pk}/invitations/"
    assert admin in editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert not SupplierInvitation.objects.exists()

    made = editor.post(admin)
    soup = BeautifulSoup(made.content, "html.parser")
    url = soup.find(id="invitation-address")["value"]
    path = "/" + url.partition("://")[2].partition("/")[2]
    assert client.get(path).status_code == 200
    assert url not in editor.get(admin).content.decode()

    number = SupplierInvitation.objects.get().pk
    assert editor.get(f"{admin}{number}/revoke/").status_code == 405
    editor.post(f"{admin}{number}/revoke/")
    assert client.get(path).status_code == 404
    assert "Tilbagekaldt" in editor.get(admin).content.decode()


def test_only_who_may_edit_the_page_invites(client: Client, page: Any) -> None:
    group = Group.objects.create(name="Gæster")
    group.permissions.add(
        *Group.objects.get(name="Editors").permissions.filter(codename="access_admin")
    )
    guest = client_of("gaest", "Gæster")
    admin = f"/admin/os2site/suppliers/{page.pk}/invitations/"
    for someone in (guest, client):
        assert someone.post(admin).status_code == 302
    assert not SupplierInvitation.objects.exists()
    assert (
        client_of("red2", "Editors").get("/admin/os2site/suppliers/999999/invitations/").status_code
        == 404
    )


def test_another_supplier_s_invitation_is_not_revoked(editor: Client, page: Any) -> None:
    other = supplier("Anden")
    made = SupplierInvitation.objects.create(page_id=other.pk)
    editor.post(f"/admin/os2site/suppliers/{page.pk}/invitations/{made.pk}/revoke/")
    made.refresh_from_db()
    assert made.revoked_at is None


def test_who_has_left_is_not_invited(editor: Client, page: Any) -> None:
    page.partner_status = "udtraadt"
    page.save_revision().publish()
    shown = editor.post(f"/admin/os2site/suppliers/{page.pk}/invitations/")
    assert "ikke længere partner" in shown.content.decode()
    assert not SupplierInvitation.objects.exists()


MAILBOX = "post@drift.example"


def test_the_link_is_mailed_and_shown_and_what_comes_in_is_acknowledged(
    client: Client, editor: Client, page: Any, workflow: Workflow
) -> None:
    admin = f"/admin/os2site/suppliers/{page.pk}/invitations/"
    shown = editor.post(admin, {"email": MAILBOX})
    soup = BeautifulSoup(shown.content, "html.parser")
    url = str(soup.find(id="invitation-address")["value"])
    assert f"Linket er på vej til {MAILBOX}" in soup.get_text()
    [mail] = OutgoingMail.objects.all()
    assert (mail.to, mail.subject) == (MAILBOX, "Hold jeres profil ajour: Driftshuset")
    assert url in mail.text
    assert MAILBOX in editor.get(admin).content.decode()

    path = "/" + url.partition("://")[2].partition("/")[2]
    client.post(path, {**form(client, path), "summary": "Drift og <b>hosting</b>"})

    receipt = OutgoingMail.objects.latest("pk")
    assert (receipt.to, receipt.kind) == (MAILBOX, "supplier-profile-receipt")
    assert "hosting" not in receipt.text, "nothing of what was sent is repeated"


@pytest.mark.parametrize("given", ["", "ingen adresse", "a@b.example\nBcc: c@d.example"])
def test_no_mail_goes_to_what_is_no_address(editor: Client, page: Any, given: str) -> None:
    admin = f"/admin/os2site/suppliers/{page.pk}/invitations/"
    assert editor.post(admin, {"email": given}).status_code == 200
    assert not OutgoingMail.objects.exists()
    assert SupplierInvitation.objects.count() == (not given)


def test_a_reminder_goes_where_the_link_went_with_a_new_one(client: Client, page: Any) -> None:
    year_ago = timezone.localdate() - datetime.timedelta(days=366)
    old = supplier("Gammel", confirmed_on=year_ago)
    taken_back = supplier("Tilbage", confirmed_on=year_ago)
    SupplierInvitation.objects.create(page_id=old.pk, email=MAILBOX)
    SupplierInvitation.objects.create(
        page_id=taken_back.pk, email=MAILBOX, revoked_at=timezone.now()
    )
    supplier("Uden", confirmed_on=year_ago)

    assert ageing.notice_old_profiles() == 3
    assert ageing.notice_old_profiles() == 0

    [mail] = OutgoingMail.objects.all()
    assert mail.subject == "Er jeres profil stadig rigtig? Gammel"
    found = re.search(r"https?://[^/]+(/\S+)", mail.text)
    assert found is not None
    assert client.get(found[1]).status_code == 200


def test_the_address_is_found_and_forgotten_as_personal_data(page: Any) -> None:
    made = SupplierInvitation.objects.create(page_id=page.pk, email=MAILBOX)
    handler = enquiry_data.InvitationHandler()
    assert [item.title for item in handler.find(email=MAILBOX.upper())] == [
        "Invitation til at rette Driftshuset"
    ]
    assert handler.delete(email=MAILBOX) == 1
    made.refresh_from_db()
    assert (made.email, made.is_open) == ("", False)
    SupplierInvitation.objects.create(
        page_id=page.pk, email=MAILBOX, created_at=timezone.now() - datetime.timedelta(days=801)
    )
    assert handler.purge(now=timezone.now()) == 1


# --- Age ----------------------------------------------------------------------------------------


def test_a_profile_that_is_a_year_old_is_noticed_once(editor: Client, page: Any) -> None:
    today = timezone.localdate()
    old = supplier("Gammel", confirmed_on=today - datetime.timedelta(days=366))
    supplier("Ny", confirmed_on=today - datetime.timedelta(days=300))
    supplier("Eksempel", confirmed_on=today - datetime.timedelta(days=900), demo=True)
    left = today - datetime.timedelta(days=900)
    supplier("Væk", confirmed_on=left, partner_status="udtraadt")
    supplier("Kladde", confirmed_on=left, live=False)

    assert [found.title for found in ageing.old_profiles()] == ["Gammel"]
    outcomes = {item.name: item for item in run_all() or []}
    assert (outcomes["supplier profiles"].count, outcomes["supplier profiles"].failure) == (1, "")
    assert ageing.notice_old_profiles() == 0
    assert ProfileReminder.objects.get().page_id == old.pk
    assert "1 leverandørprofil er et år gammel" in editor.get("/admin/").content.decode()

    old.confirmed_on = today
    old.save_revision().publish()
    assert "et år gammel" not in editor.get("/admin/").content.decode()


def test_a_profile_that_nobody_confirmed_is_as_old_as_its_publication(page: Any) -> None:
    long_ago = timezone.now() - datetime.timedelta(days=400)
    type(page).objects.filter(pk=page.pk).update(last_published_at=long_ago)
    assert [found.pk for found in ageing.old_profiles()] == [page.pk]


def test_the_start_page_costs_the_same_with_many(editor: Client, page: Any) -> None:
    counts = []
    for number in (1, 7):
        for place in range(number):
            day = timezone.localdate() - datetime.timedelta(days=500)
            supplier(f"G{number} {place}", confirmed_on=day)
        editor.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            editor.get("/admin/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_model_is_that_of_the_site() -> None:
    assert get_page_model("supplier")._meta.get_field("confirmed_on").null
