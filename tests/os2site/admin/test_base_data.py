"""Lists and forms of the records that siblings share."""

from __future__ import annotations

import pytest
from django.test import Client

from os2site.admin.base_data import harmless
from os2site.models import Municipality, Organisation, Region

MODELS = ["term", "region", "municipality", "organisation", "workinggroup", "document"]


@pytest.mark.parametrize("model", MODELS)
def test_list_and_form_open(admin_client: Client, model: str) -> None:
    assert admin_client.get(f"/admin/snippets/os2site/{model}/").status_code == 200
    assert admin_client.get(f"/admin/snippets/os2site/{model}/add/").status_code == 200


def test_menu_gathers_them(admin_client: Client) -> None:
    html = admin_client.get("/admin/").content.decode()
    for model in MODELS:
        assert f"/admin/snippets/os2site/{model}/" in html


def test_list_is_searched_and_filtered(admin_client: Client) -> None:
    region = Region.objects.create(slug="midtjylland", name="Midtjylland", full_name="Region M")
    for code, name in (("751", "Aarhus"), ("615", "Horsens")):
        Municipality.objects.create(
            slug=name.lower(), name=f"{name} Kommune", short_name=name, code=code, region=region
        )
    found = admin_client.get("/admin/snippets/os2site/municipality/?q=Horsens")
    assert [item.code for item in found.context["object_list"]] == ["615"]
    found = admin_client.get(f"/admin/snippets/os2site/municipality/?region={region.pk}")
    assert len(found.context["object_list"]) == 2


def test_export_cannot_run_a_formula(admin_client: Client) -> None:
    Organisation.objects.create(slug="ond", name="=HYPERLINK(1)")
    response = admin_client.get("/admin/snippets/os2site/organisation/?export=csv")
    body = b"".join(response).decode()  # type: ignore[call-overload]
    assert "'=HYPERLINK(1)" in body


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx"])
def test_formula_starts_are_guarded(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_other_cells_stay_as_they_are() -> None:
    assert harmless("Aarhus") == "Aarhus"
    assert harmless(-5) == -5
