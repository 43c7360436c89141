"""A report in the making: by theme, over weeks, by several people, with permissions of its own."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupPagePermission

from os2site_products.models import Assessment, AssessmentResult, Criterion, ProductMove
from os2site_products.pages.models import ProductIndexPage, ProductPage
from os2site_products.services import assessment_steps
from os2site_products.services.assessment_entry import Written, save
from tests.factories.products import CriterionFactory, ProductFactory, make_assessment

pytestmark = pytest.mark.slow

BASE = "/admin/os2site/governance"


def permission(codename: str, app: str = "os2site_products") -> Permission:
    """A permission by its name."""
    return Permission.objects.get(codename=codename, content_type__app_label=app)


def user_of(name: str, *codenames: str, page: ProductPage | None = None) -> User:
    """A user of the administration with these permissions, who may edit this page."""
    group = Group.objects.create(name=name)
    group.permissions.add(permission("access_admin", "wagtailadmin"))
    group.permissions.add(*(permission(codename) for codename in codenames))
    if page is not None:
        GroupPagePermission.objects.create(
            group=group, page=page, permission=permission("change_page", "wagtailcore")
        )
    user = User.objects.create_user(name, password="x")
    user.groups.add(group)
    return user


@pytest.fixture
def product(index: ProductIndexPage) -> ProductPage:
    """A product with three criteria in two themes."""
    CriterionFactory(code="R1", title="Gør en forskel", theme="relevans", level="sandkasse")
    CriterionFactory(code="F1", title="Koden er åben", theme="formkrav", level="1")
    CriterionFactory(code="F2", title="Der er en styregruppe", theme="formkrav", level="2")
    page: ProductPage = ProductFactory(parent=index, title="Kortet")
    return page


@pytest.fixture
def owner(product: ProductPage) -> User:
    """Who edits the product's page, and nothing else."""
    return user_of("produkt", "change_assessment", "view_assessment", page=product)


@pytest.fixture
def secretary(db: None) -> User:
    """Who evaluates."""
    return user_of("kontorbruger", "change_assessment", "view_assessment", "evaluate_assessment")


@pytest.fixture
def draft(product: ProductPage, owner: User) -> Assessment:
    """A self-assessment that has just begun."""
    return assessment_steps.start_self_assessment(product=product, criteria_set="2025", user=owner)


def as_user(user: User) -> Client:
    """A client that is logged in."""
    client = Client()
    client.force_login(user)
    return client


def form_of(client: Client, address: str) -> dict[str, str]:
    """What a browser sends of the form on the page, unchanged."""
    response = client.get(address)
    assert response.status_code == 200, address
    return fields(response.content)


def fields(html: bytes) -> dict[str, str]:
    """Names and values of the fields of the form."""
    soup = BeautifulSoup(html, "html.parser")
    data: dict[str, str] = {}
    for box in soup.select("form fieldset input, form fieldset textarea"):
        if box.get("type") == "radio" and not box.has_attr("checked"):
            continue
        value = box.get_text().removeprefix("\n") if box.name == "textarea" else box.get("value")
        data[str(box["name"])] = str(value or "")
    return data


def says(response: Any) -> str:
    """The messages on the page that came back."""
    soup = BeautifulSoup(response.content, "html.parser")
    return " ".join(" ".join(item.get_text(" ").split()) for item in soup.select(".messages"))


def stored(assessment: Assessment) -> dict[str, tuple[str, str]]:
    """Verdict and text by code."""
    rows = AssessmentResult.objects.filter(assessment=assessment)
    return {row.code: (row.verdict, row.explanation) for row in rows}


def test_whole_way_from_draft_to_visitors(
    product: ProductPage, draft: Assessment, owner: User, secretary: User
) -> None:
    editor, office, visitor = as_user(owner), as_user(secretary), Client()
    theme = f"{BASE}/{draft.pk}/tema/formkrav/"
    data = form_of(editor, theme) | {"f1-verdict": "ja", "f2-verdict": "nej"}
    assert editor.post(theme, data | {"stay": "1"}).status_code == 302
    assert "2 af 3 besvaret" in editor.get(f"{BASE}/{draft.pk}/").content.decode()
    handed = editor.post(f"{BASE}/{draft.pk}/trin/aflever/", follow=True)
    assert "2 krav mangler stadig svar eller forklaring: R1, F2" in says(handed)

    data = form_of(editor, theme) | {"f2-explanation": "Nedsættes i 2027"}
    editor.post(theme, data)
    theme = f"{BASE}/{draft.pk}/tema/relevans/"
    editor.post(theme, form_of(editor, theme) | {"r1-verdict": "ja"})
    assert "Selvvurderet" in says(editor.post(f"{BASE}/{draft.pk}/trin/aflever/", follow=True))
    assert visitor.get(f"{product.url}governance/").status_code == 404

    office.post(f"{BASE}/{draft.pk}/vurder/")
    evaluation = Assessment.objects.get(based_on=draft)
    for name, light in (("relevans", "groen"), ("formkrav", "gul")):
        theme = f"{BASE}/{evaluation.pk}/tema/{name}/"
        data = form_of(office, theme)
        shown = office.get(theme).content.decode()
        office.post(theme, data | {key: light for key in data if key.endswith("-verdict")})
    assert "Nedsættes i 2027" in shown
    office.post(f"{BASE}/{evaluation.pk}/trin/afslut/")
    decision = {
        "level": "1",
        "decided_on": timezone.localdate().isoformat(),
        "decided_by_role": "Bestyrelsen",
        "text": "Godt på vej",
    }
    office.post(f"{BASE}/{evaluation.pk}/afgoer/", decision)
    assert visitor.get(f"{product.url}governance/").status_code == 404
    preview = office.get(f"{BASE}/{evaluation.pk}/vis/").content.decode()
    assert "Besøgende ser ikke denne rapport endnu" in preview
    assert "udgivet" in says(office.post(f"{BASE}/{evaluation.pk}/trin/udgiv/", follow=True))

    report = visitor.get(f"{product.url}governance/").content.decode()
    assert "Niveauet er afgjort: niveau 1. 1 af 3 krav er opfyldt." in report
    assert "Nedsættes i 2027" in report
    assert "Vurderet af sekretariatet" in report
    product.refresh_from_db()
    assert (product.governance_level, product.basis_type) == ("1", "evaluering")
    assert product.basis_assessment == evaluation.slug
    move = ProductMove.objects.get()
    assert (move.axis, move.after, move.decided_by_role) == ("niveau", "1", "Bestyrelsen")
    assert [(step.action, str(step.user)) for step in evaluation.steps.all()] == [
        ("startet", "kontorbruger"),
        ("vurderet", "kontorbruger"),
        ("afgjort", "kontorbruger"),
        ("udgivet", "kontorbruger"),
    ]
    assert secretary.username not in report


def test_two_who_save_at_once_lose_nothing(draft: Assessment, owner: User, secretary: User) -> None:
    theme = f"{BASE}/{draft.pk}/tema/formkrav/"
    first, second = as_user(owner), as_user(secretary)
    mine, yours = form_of(first, theme), form_of(second, theme)
    first.post(theme, mine | {"f1-verdict": "ja", "f1-explanation": "Fra den første"})

    response = second.post(
        theme,
        yours
        | {
            "f1-verdict": "nej",
            "f1-explanation": "Fra den anden",
            "f2-verdict": "ja",
        },
    )

    assert response.status_code == 409
    assert "En anden har imens ændret F1. Intet er gået tabt" in says(response)
    page = response.content.decode()
    assert "Fra den første" in page
    assert fields(response.content)["f1-explanation"] == "Fra den anden"
    assert stored(draft) == {"F1": ("ja", "Fra den første"), "F2": ("ja", "")}
    again = second.post(theme, fields(response.content))
    assert again.status_code == 302
    assert stored(draft)["F1"] == ("nej", "Fra den anden")


def test_what_another_wrote_elsewhere_in_the_theme_is_kept(
    draft: Assessment, owner: User, secretary: User
) -> None:
    theme = f"{BASE}/{draft.pk}/tema/formkrav/"
    first, second = as_user(owner), as_user(secretary)
    mine, yours = form_of(first, theme), form_of(second, theme)
    first.post(theme, mine | {"f1-verdict": "ja"})
    assert second.post(theme, yours | {"f2-verdict": "nej"}).status_code == 302
    assert stored(draft) == {"F1": ("ja", ""), "F2": ("nej", "")}


def test_same_answer_of_two_is_no_conflict(draft: Assessment, owner: User) -> None:
    before = Written().digest
    for __ in range(2):
        saved = save(assessment=draft, user=owner, given={"F1": Written("ja")}, seen={"F1": before})
        assert saved.conflicts == {}


def test_wrong_entry_is_kept_and_the_rest_saved(draft: Assessment, owner: User) -> None:
    theme = f"{BASE}/{draft.pk}/tema/formkrav/"
    editor = as_user(owner)
    data = form_of(editor, theme) | {
        "f1-verdict": "ja",
        "f2-verdict": "ja",
        "f2-documentation_url": "ikke en adresse",
    }
    response = editor.post(theme, data)
    assert response.status_code == 422
    assert "F2 kunne ikke gemmes" in says(response)
    assert fields(response.content)["f2-documentation_url"] == "ikke en adresse"
    assert stored(draft) == {"F1": ("ja", "")}
    response = editor.post(theme, fields(response.content) | {"f2-documentation_url": ""})
    assert response.status_code == 302
    assert stored(draft)["F2"] == ("ja", "")


def test_form_that_was_open_when_the_answers_were_handed_in_is_not_lost(
    draft: Assessment, owner: User
) -> None:
    theme = f"{BASE}/{draft.pk}/tema/formkrav/"
    editor = as_user(owner)
    data = form_of(editor, theme) | {"f1-explanation": "Skrevet for sent"}
    Assessment.objects.filter(pk=draft.pk).update(state="selvvurderet")
    response = editor.post(theme, data)
    assert response.status_code == 409
    assert "Rapporten er nu »Selvvurderet«" in says(response)
    assert fields(response.content)["f1-explanation"] == "Skrevet for sent"
    assert stored(draft) == {}


def test_owner_of_another_product_sees_nothing(
    index: ProductIndexPage, draft: Assessment, client: Client
) -> None:
    other = ProductFactory(parent=index, title="Et andet")
    stranger = as_user(user_of("anden", "change_assessment", "view_assessment", page=other))
    for path in ("", "tema/formkrav/", "vis/"):
        assert stranger.get(f"{BASE}/{draft.pk}/{path}").status_code == 302
    assert (
        stranger.post(f"{BASE}/{draft.pk}/tema/formkrav/", {"f1-verdict": "ja"}).status_code == 302
    )
    assert stored(draft) == {}
    facts = f"/admin/snippets/os2site_products/assessment/edit/{draft.pk}/"
    assert stranger.get(facts).status_code == 302
    assert "login" in client.get(f"{BASE}/{draft.pk}/")["Location"]


def test_owner_neither_evaluates_nor_publishes(draft: Assessment, owner: User) -> None:
    Assessment.objects.filter(pk=draft.pk).update(state="selvvurderet")
    editor = as_user(owner)
    assert "kun sekretariatet" in says(editor.post(f"{BASE}/{draft.pk}/vurder/", follow=True))
    assert "kun sekretariatet" in says(editor.post(f"{BASE}/{draft.pk}/trin/udgiv/", follow=True))
    assert Assessment.objects.count() == 1
    assert not Assessment.objects.get().published


@pytest.mark.parametrize(
    ("state", "step"),
    [
        ("kladde", "udgiv"),
        ("kladde", "afslut"),
        ("selvvurderet", "aflever"),
        ("kladde", "genaabn"),
        ("kladde", "traek-tilbage"),
    ],
)
def test_step_out_of_turn_is_refused(
    draft: Assessment, secretary: User, state: str, step: str
) -> None:
    Assessment.objects.filter(pk=draft.pk).update(state=state)
    response = as_user(secretary).post(f"{BASE}/{draft.pk}/trin/{step}/", follow=True)
    assert "kan ikke lade sig gøre nu" in says(response)
    draft.refresh_from_db()
    assert (draft.state, draft.published) == (state, False)


def test_unknown_step_and_theme_are_not_found_and_steps_are_no_links(
    draft: Assessment, secretary: User
) -> None:
    office = as_user(secretary)
    assert office.post(f"{BASE}/{draft.pk}/trin/spring/").status_code == 404
    assert office.get(f"{BASE}/{draft.pk}/tema/hejsa/").status_code == 404
    assert office.get(f"{BASE}/{draft.pk}/trin/udgiv/").status_code == 405
    assert office.get(f"{BASE}/999999/").status_code == 404


def test_new_report_begins_with_the_last_one_s_answers(product: ProductPage, owner: User) -> None:
    make_assessment(
        product,
        {"F1": "groen", "F2": "roed"},
        texts={
            "F1": {"own_answer": "ja", "explanation": "Sekretariatets"},
            "F2": {
                "own_answer": "nej",
                "own_explanation": "Kommer",
                "documentation_url": "https://example.org/",
            },
        },
    )
    started = assessment_steps.start_self_assessment(
        product=product, criteria_set="2025", user=owner
    )
    assert stored(started) == {"F1": ("ja", ""), "F2": ("nej", "Kommer")}
    with pytest.raises(assessment_steps.StepRefusedError):
        assessment_steps.start_self_assessment(product=product, criteria_set="2025", user=owner)


def test_answers_are_not_taken_to_a_criterion_that_reads_otherwise(
    product: ProductPage, owner: User
) -> None:
    make_assessment(product, {"F1": "ja", "F2": "ja"}, type="selvevaluering")
    CriterionFactory(code="F1", criteria_set="2027", title="Koden er åben")
    CriterionFactory(code="F2", criteria_set="2027", title="Noget helt andet")
    started = assessment_steps.start_self_assessment(
        product=product, criteria_set="2027", user=owner
    )
    assert stored(started) == {"F1": ("ja", "")}


def test_report_begins_in_the_admin(product: ProductPage, owner: User) -> None:
    editor = as_user(owner)
    assert editor.get("/admin/snippets/os2site_products/assessment/add/").status_code == 302
    address = f"{BASE}/ny/rapport/"
    page = editor.get(address, {"product": product.pk})
    assert "Kortet" in page.content.decode()
    response = editor.post(address, {"product": product.pk, "criteria_set": "2025"})
    assert response["Location"] == f"{BASE}/{Assessment.objects.get().pk}/"
    again = editor.post(address, {"product": product.pk, "criteria_set": "2025"}, follow=True)
    assert "allerede en kladde" in says(again)
    assert editor.post(address, {"product": "x", "criteria_set": "nix"}).status_code == 200
    assert editor.get(address, {"product": "9" * 40}).status_code == 200


def test_used_set_cannot_change_what_reports_show(product: ProductPage) -> None:
    make_assessment(product, {"F1": "groen"})
    used = Criterion.objects.get(code="F1")
    used.title = "Noget andet"
    with pytest.raises(ValidationError, match="Lav i stedet en ny liste"):
        used.full_clean()
    used.refresh_from_db()
    used.guidance = "Bedre hjælp"
    used.full_clean()
    with pytest.raises(ValidationError):
        Criterion(
            criteria_set="2025", code="Z9", title="Ny", theme="formkrav", level="1"
        ).full_clean()
    moved = Criterion.objects.get(code="F1")
    moved.criteria_set = "2027"
    with pytest.raises(ValidationError):
        moved.full_clean()


def test_used_criterion_is_not_deleted_in_the_admin(product: ProductPage) -> None:
    used = Criterion.objects.get(code="F1")
    admin = as_user(User.objects.create_superuser("admin"))
    address = f"/admin/snippets/os2site_products/criterion/delete/{used.pk}/"
    make_assessment(product, {"F1": "groen"})
    admin.post(address)
    assert Criterion.objects.filter(pk=used.pk).exists()
    Assessment.objects.all().delete()
    admin.post(address)
    assert not Criterion.objects.filter(pk=used.pk).exists()


def test_new_set_begins_as_a_copy(product: ProductPage) -> None:
    make_assessment(product, {"F1": "groen"})
    admin = as_user(User.objects.create_superuser("admin"))
    address = f"{BASE}/ny/"
    assert "2025" in admin.get(address).content.decode()
    taken = admin.post(address, {"source": "2025", "name": "2025"})
    assert "allerede en liste" in taken.content.decode()
    assert admin.post(address, {"source": "2025", "name": "../x"}).status_code == 200
    admin.post(address, {"source": "2025", "name": "2027"})
    copied = Criterion.objects.filter(criteria_set="2027")
    assert sorted(copied.values_list("code", flat=True)) == ["F1", "F2", "R1"]
    changed = copied.get(code="F1")
    changed.title = "Koden er åben og dokumenteret"
    changed.full_clean()


def test_decision_in_the_future_is_refused_in_danish(product: ProductPage, secretary: User) -> None:
    evaluation = make_assessment(product, {"F1": "groen"}, published=False, state="vurderet")
    response = as_user(secretary).post(
        f"{BASE}/{evaluation.pk}/afgoer/",
        {"level": "1", "decided_on": "2099-01-01", "decided_by_role": "Bestyrelsen"},
    )
    assert response.status_code == 422
    assert "Datoen ligger i fremtiden" in response.content.decode()


def test_decision_leaves_an_editor_s_draft_a_draft(product: ProductPage, secretary: User) -> None:
    page = ProductPage.objects.get(pk=product.pk)
    page.tagline = "Hemmelig ny tekst"
    page.save_revision()
    evaluation = make_assessment(
        product,
        {"F1": "groen"},
        published=False,
        decided_level="2",
        decided_on=datetime.date(2026, 5, 5),
    )
    assessment_steps.publish(assessment=evaluation, user=secretary)
    live = ProductPage.objects.get(pk=product.pk)
    assert live.governance_level == "2"
    assert live.tagline != "Hemmelig ny tekst"
    assert live.has_unpublished_changes
    latest: Any = live.get_latest_revision_as_object()
    assert (latest.governance_level, latest.tagline) == ("2", "Hemmelig ny tekst")


def test_older_decision_does_not_overrule_a_newer(product: ProductPage, secretary: User) -> None:
    make_assessment(product, {"F1": "groen"}, decided_level="3", date=datetime.date(2026, 6, 1))
    ProductPage.objects.filter(pk=product.pk).update(governance_level="3")
    old = make_assessment(
        product,
        {"F1": "groen"},
        published=False,
        decided_level="1",
        date=datetime.date(2025, 6, 1),
    )
    assessment_steps.publish(assessment=old, user=secretary)
    product.refresh_from_db()
    assert product.governance_level == "3"
