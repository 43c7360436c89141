"""A plugin is taken out of a site that has its pages, and comes back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Page

from os2site.models import SearchEntry
from tests.factories.suppliers import product, supplied_by, supplier
from tests.os2site.project.processes import copy_database, finished, start

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

SETTINGS = """
from tests.settings import *
INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith("os2site_products")]
"""
#: Rebuilds search, and asks as a visitor and as an editor.
ASK = """
import json, django; django.setup()
from io import StringIO
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page
from os2site.models import SearchEntry
settings.ALLOWED_HOSTS = ["*"]
call_command("os2site_search", "rebuild", stdout=StringIO())
call_command("os2site_search", "check", stdout=StringIO())
page = Page.objects.get(slug="os2display")
users = get_user_model().objects
editor = Client(); editor.force_login(users.filter(is_superuser=True).get())
visitor = Client()
admin = ["/admin/", f"/admin/pages/{page.get_parent().pk}/", f"/admin/pages/{page.pk}/",
         f"/admin/pages/{page.pk}/edit/", f"/admin/pages/{page.pk}/history/",
         f"/admin/pages/{page.pk}/usage/", f"/admin/pages/{page.pk}/delete/",
         "/admin/reports/site-history/", "/admin/pages/search/?q=OS2display"]
public = ["/", "/leverandoerer/", "/leverandoerer/driftshuset/", page.get_url(), "/sitemap.xml",
          "/soeg/?q=OS2display", "/api/v1/products/", "/health/ready"]
print(json.dumps({
    "types": sorted(SearchEntry.objects.values_list("type", flat=True)),
    "admin": {path: editor.get(path).status_code for path in admin},
    "public": {path: visitor.get(path).status_code for path in public},
    "told": [path for path in public if "OS2display" in visitor.get(path).content.decode()
             and not path.startswith("/soeg/")],
    "linked": [path for path in public if 'produkter/' in visitor.get(path).content.decode()
               and path != page.get_url()],
    "explained": "plugin, der ikke er installeret" in editor.get(
        f"/admin/pages/{page.pk}/edit/", follow=True).content.decode(),
    "found": visitor.get("/api/v1/search/?q=OS2display").json()["total"],
}))
"""


def ask(folder: Path, **variables: str) -> dict[str, Any]:
    output = finished(start("-c", ASK, folder=folder, python_path=folder, **variables))
    answer: dict[str, Any] = json.loads(output.strip().splitlines()[-1])
    return answer


def test_its_pages_stay_its_entries_go_and_all_is_there_when_it_is_back(
    tmp_path: Path, admin_user: Any
) -> None:
    page = product(suppliers=supplied_by(supplier()))
    before = sorted(SearchEntry.objects.values_list("type", flat=True))
    assert "product" in before
    copy_database(tmp_path / "db.sqlite3")
    (tmp_path / "site_without.py").write_text(SETTINGS)

    without = ask(tmp_path, DJANGO_SETTINGS_MODULE="site_without")

    # What stands below the list of products is gone with it.
    assert (before, without["types"]) == (["page", "page", "product", "supplier"], ["supplier"])
    assert without["told"] == without["linked"] == []
    assert without["public"][page.url] == 404
    assert without["public"]["/api/v1/products/"] == 404
    assert set(without["public"].values()) == {200, 404}
    assert set(without["admin"].values()) == {200, 302}, without["admin"]
    assert without["explained"]

    again = ask(tmp_path)

    assert again["types"] == before
    assert again["found"] == 2  # The product, and the supplier that names it.
    assert page.url in again["told"]
    assert {"/leverandoerer/driftshuset/", "/sitemap.xml"} <= set(again["linked"])
    assert set(again["public"].values()) == {200}
    assert set(again["admin"].values()) == {200}, again["admin"]
    assert Page.objects.filter(pk=page.pk).exists()
