"""Import and export in the administration: preview, import, undo, history, files."""

from __future__ import annotations

import csv
import datetime
import io
import json
import zipfile
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Revision

from os2site.models import ImportedRecord, ImportFile, ImportJob, Lease, SearchEntry, Term
from os2site.page_types import get_page_model
from os2site.transfer import jobs, stalled, undo
from tests.factories.suppliers import supplier

INDEX = "/admin/os2site/imports/"

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def client_of(name: str, *groups: str, **values: Any) -> Client:
    user = get_user_model().objects.create_user(name, f"{name}@eksempel.example", "pw", **values)
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def admin() -> Client:
    return client_of("admin", is_superuser=True)


def as_csv(*records: dict[str, Any]) -> bytes:
    file = io.StringIO()
    names = list(dict.fromkeys(name for record in records for name in record))
    writer = csv.DictWriter(file, names, delimiter=";")
    writer.writeheader()
    writer.writerows(records)
    return file.getvalue().encode("utf-8-sig")


def upload(
    client: Client, kind: str, data: bytes | list[dict[str, Any]], name: str = "", **values: Any
) -> Any:
    """Send a file; the page that it leads to."""
    if isinstance(data, list):
        data, name = json.dumps(data).encode(), name or "fil.json"
    file = SimpleUploadedFile(name or "fil.csv", data)
    return client.post(INDEX, {"kind": kind, "file": file, **values}, follow=True)


def job() -> ImportJob:
    return ImportJob.objects.latest("pk")


def run(client: Client, number: ImportJob, step: str = "import") -> Any:
    return client.post(f"{INDEX}{number.pk}/{step}/", follow=True)


def text(response: Any) -> str:
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    return " ".join(soup.find("main").get_text(" ").split())


def sums(response: Any) -> dict[str, int]:
    soup = BeautifulSoup(response.content, "html.parser")
    return {
        box.dt.get_text(): int(box.dd.get_text()) for box in soup.select(".os2-imports__sums div")
    }


def row(slug: str = "ny", **values: Any) -> dict[str, Any]:
    return {"slug": slug, "name": slug.title(), **values}


def page(slug: str) -> Any:
    return get_page_model("supplier").objects.get(slug=slug)


# --- Preview ------------------------------------------------------------------------------------


def test_a_preview_tells_what_would_change_and_writes_nothing(admin: Client) -> None:
    supplier("Gammel", summary="Før")
    supplier("Uændret")
    rows = [row("ny"), row("gammel", summary="Efter"), row("uaendret", name="Uændret")]
    shown = upload(admin, "suppliers", rows, update="on")

    assert sums(shown) == {"Rækker": 3, "Nye": 1, "Ændrede": 1, "Uændrede": 1}
    words = text(shown)
    assert "intet er gemt endnu" in words
    assert "summary Før → Efter" in words
    assert not get_page_model("supplier").objects.filter(slug="ny").exists()
    assert page("gammel").summary == "Før"
    assert not SearchEntry.objects.filter(slug="ny").exists()


def test_all_errors_are_told_with_row_field_and_reason(admin: Client) -> None:
    data = as_csv(row("a", size="kæmpe"), row("b"), {"slug": "c d", "name": ""}, row("b"))
    shown = upload(admin, "suppliers", data)

    soup = BeautifulSoup(shown.content, "html.parser")
    lines = [
        [cell.get_text() for cell in line.find_all("td")]
        for line in soup.select("section[aria-labelledby=import-errors] tbody tr")
    ]
    assert lines[0][:2] == ["2", "size"]
    assert ["4", "name", "skal udfyldes"] in lines
    assert lines[-1][:2] == ["5", "slug"]
    assert sums(shown)["Fejl"] == len(lines) == 4
    assert "Importér" not in [button.get_text() for button in soup.select("main button")]
    run(admin, job())
    assert not get_page_model("supplier").objects.exists()


def test_changes_need_to_be_asked_for(admin: Client) -> None:
    supplier("Gammel", summary="Før")
    rows = [row("gammel", summary="Efter")]
    assert sums(upload(admin, "suppliers", rows))["Fejl"] == 1
    assert sums(upload(admin, "suppliers", rows, update="on"))["Ændrede"] == 1


def test_a_long_preview_has_pages_and_costs_the_same(admin: Client) -> None:
    counts = []
    for number in (1, 120):
        rows = [
            {"vocabulary": "farve", "slug": f"f{number}-{place}", "title": "F"}
            for place in range(number)
        ]
        shown = upload(admin, "terms", rows)
        address = f"{INDEX}{job().pk}/"
        with CaptureQueriesContext(connection) as captured:
            admin.get(address)
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert "Side 1 af 3" in text(shown)
    assert "f120-119" in text(admin.get(f"{address}?page=3"))
    assert admin.get(f"{address}?page=x").status_code == 200


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("fil.csv", b"", "tom"),
        ("fil.csv", b"\x00\x01", "ikke en CSV-fil"),
        ("fil.csv", b"a;b\n1;2\n", "a"),
        ("fil.xlsx", b"ikke excel", "ikke en Excel-fil"),
        ("fil.xlsx", b"PK\x03\x04ikke excel", "beskadiget"),
        ("fil.json", b"{", "gyldig JSON"),
        ("fil.json", b"[" * 100_000, "niveauer"),
        ("fil.exe", b"MZ", ".exe"),
        ("fil.yml", b"a: b", ".yml"),
        ("../../etc/passwd", b"x", "kan ikke læses"),
    ],
)
def test_what_is_no_import_file_is_refused(
    admin: Client, name: str, data: bytes, reason: str
) -> None:
    shown = upload(admin, "suppliers", data, name)
    assert reason in text(shown)
    assert not ImportJob.objects.exists()


def test_a_bomb_is_refused_before_it_is_unpacked(admin: Client) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 150_000_000)
    assert len(file.getvalue()) < 1_000_000
    assert "pakkes ud" in text(upload(admin, "suppliers", file.getvalue(), "fil.xlsx"))


def test_too_many_rows_and_bytes_are_refused_with_the_bound(admin: Client, settings: Any) -> None:
    data = as_csv(*[row(f"a{number}") for number in range(50_000)])
    assert "Filen har 50000 rækker; her må den have 500" in text(upload(admin, "suppliers", data))
    settings.OS2SITE = {**settings.OS2SITE, "IMPORT_MAX_BYTES": 1024 * 1024}
    assert "højst 1 MB" in text(upload(admin, "suppliers", b"x" * 1_100_000))
    assert not ImportFile.objects.exists()


def test_a_file_in_windows_encoding_is_read_and_said(admin: Client) -> None:
    data = "slug;name\nny;Bør æ\n".encode("cp1252")
    shown = upload(admin, "suppliers", data)
    assert "Windows-1252" in text(shown)
    run(admin, job())
    assert page("ny").title == "Bør æ"


# --- Import -------------------------------------------------------------------------------------


def test_the_import_does_what_was_shown(admin: Client) -> None:
    supplier("Gammel", summary="Før")
    upload(admin, "suppliers", [row("ny"), row("gammel", summary="Efter")], update="on")
    done = run(admin, job())

    assert "Filen er importeret" in done.content.decode()
    assert (page("ny").live, page("gammel").summary) == (True, "Efter")
    assert page("ny").latest_revision.user.username == "admin"
    assert not ImportFile.objects.exists()
    history = text(admin.get(INDEX))
    assert "fil.json" in history
    assert "admin 1 1 0 Importeret" in history


def test_a_second_click_imports_nothing_again(admin: Client) -> None:
    upload(admin, "suppliers", [row("ny")])
    run(admin, job())
    again = run(admin, job())
    assert "allerede gennemført" in again.content.decode()
    assert get_page_model("supplier").objects.count() == 1


def test_what_was_changed_since_the_preview_is_not_overwritten(admin: Client) -> None:
    old = supplier("Gammel", summary="Før")
    upload(admin, "suppliers", [row("ny"), row("gammel", summary="Efter")], update="on")
    old.summary = "Redaktørens"
    old.save_revision().publish()

    done = run(admin, job())

    assert "Indholdet er ændret siden forhåndsvisningen" in text(done)
    assert page("gammel").summary == "Redaktørens"
    assert not get_page_model("supplier").objects.filter(slug="ny").exists()


def test_a_stored_file_that_was_changed_is_not_imported(admin: Client) -> None:
    upload(admin, "suppliers", [row("ny")])
    other = json.dumps([row("anden")]).encode()
    ImportFile.objects.update(content=other)
    assert "Filen er der ikke længere" in text(run(admin, job()))
    assert not get_page_model("supplier").objects.exists()


def test_an_import_whose_process_was_killed_is_noticed_and_can_be_tried_again(
    admin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(admin, "suppliers", [row("ny")])
    number = job()
    monkeypatch.setattr(jobs, "carry_out", lambda job_id: None)  # Killed with its first breath.
    assert "Bliver importeret" in text(run(admin, number))
    assert "prøve igen senest" in text(admin.get(f"{INDEX}{number.pk}/"))
    assert stalled.take_back_all() == 0
    monkeypatch.undo()
    Lease.objects.update(held_until=timezone.now() - datetime.timedelta(seconds=1))

    told = text(admin.get(f"{INDEX}{number.pk}/"))
    assert "Importen blev afbrudt, og intet er ændret. Prøv igen." in told
    shown = text(run(admin, number))
    assert "Filen er importeret" in shown
    assert "afbrudt" not in shown
    assert get_page_model("supplier").objects.filter(slug="ny").exists()

    monkeypatch.setattr(undo, "undo", lambda job_id, user_id: None)
    assert "Bliver fortrudt" in text(run(admin, number, "undo"))
    monkeypatch.undo()
    Lease.objects.update(held_until=timezone.now() - datetime.timedelta(seconds=1))
    assert stalled.take_back_all() == 1
    assert "Fortrydelsen blev afbrudt" in text(admin.get(f"{INDEX}{number.pk}/"))
    assert "fortrudt" in text(run(admin, number, "undo"))
    assert not get_page_model("supplier").objects.filter(slug="ny").exists()
    ImportJob.objects.filter(pk=number.pk).update(state="laeses")
    Lease.objects.update(held_until=timezone.now() - datetime.timedelta(seconds=1))
    assert stalled.take_back_all() == 1
    assert job().state == "mislykket"
    assert not Lease.objects.filter(name__startswith="import ").exists()


def test_only_whoever_saw_a_preview_carries_it_out(admin: Client) -> None:
    upload(admin, "suppliers", [row("ny")])
    other = client_of("anden", is_superuser=True)
    assert "Importér" not in text(other.get(f"{INDEX}{job().pk}/"))
    run(other, job())
    run(other, job(), "drop")
    assert job().state == "vist"
    assert not get_page_model("supplier").objects.exists()


def test_a_preview_ends_after_a_day(admin: Client) -> None:
    upload(admin, "suppliers", [row("ny")])
    ImportJob.objects.update(created_at=timezone.now() - datetime.timedelta(hours=25))
    assert "for gammel" in run(admin, job()).content.decode()
    assert jobs.purge() == 1
    assert not ImportFile.objects.exists()
    assert not ImportedRecord.objects.exists()


def test_a_preview_can_be_forgotten(admin: Client) -> None:
    upload(admin, "suppliers", [row("ny")])
    run(admin, job(), "drop")
    assert not ImportJob.objects.exists()


def test_what_a_file_holds_is_shown_as_text(admin: Client) -> None:
    hostile = "<script>alert(1)</script>"
    shown = upload(admin, "suppliers", [row("ny", summary=hostile)], name=f"{hostile}.json")
    assert b"<script>alert" not in shown.content
    assert hostile in text(shown)


# --- Undo ---------------------------------------------------------------------------------------


def test_undo_deletes_what_is_new_and_gives_back_what_was(admin: Client) -> None:
    old = supplier("Gammel", summary="Før")
    old.summary = "Kladde"
    old.save_revision()
    upload(admin, "suppliers", [row("ny"), row("gammel", summary="Efter")], update="on")
    run(admin, job())
    assert page("gammel").summary == "Efter"

    done = run(admin, job(), "undo")

    assert "Importen er fortrudt" in done.content.decode()
    assert not get_page_model("supplier").objects.filter(slug="ny").exists()
    assert not SearchEntry.objects.filter(slug="ny").exists()
    back = page("gammel")
    assert (back.live, back.summary, back.has_unpublished_changes) == (True, "Før", True)
    assert back.get_latest_revision_as_object().summary == "Kladde"
    assert SearchEntry.objects.get(slug="gammel").summary == "Før"
    assert "kan ikke fortrydes længere" in run(admin, job(), "undo").content.decode()


def test_undo_keeps_what_was_edited_since_and_says_so(admin: Client) -> None:
    supplier("Gammel", summary="Før")
    supplier("Anden", summary="Før")
    rows = [row("ny"), row("gammel", summary="Efter"), row("anden", summary="Efter")]
    upload(admin, "suppliers", rows, update="on")
    run(admin, job())
    for slug in ("ny", "gammel"):
        edited = page(slug)
        edited.summary = "Rettet i hånden"
        edited.save_revision().publish()

    shown = text(run(admin, job(), "undo"))

    assert "2 poster er beholdt" in shown
    assert shown.count("Beholdt: siden er redigeret siden") == 2
    assert page("ny").summary == page("gammel").summary == "Rettet i hånden"
    assert page("anden").summary == "Før"


def test_undo_of_a_page_that_is_gone(admin: Client) -> None:
    upload(admin, "suppliers", [row("ny")])
    run(admin, job())
    page("ny").delete()
    assert "siden er slettet siden" in text(run(admin, job(), "undo"))


def test_undo_without_the_revision_before_uses_the_row(admin: Client) -> None:
    old = supplier("Gammel", summary="Før")
    upload(admin, "suppliers", [row("gammel", summary="Efter")], update="on")
    run(admin, job())
    Revision.objects.filter(pk=old.latest_revision_id).delete()
    run(admin, job(), "undo")
    assert page("gammel").summary == "Før"


def test_undo_of_records_that_are_no_pages(admin: Client) -> None:
    def term(slug: str, **values: Any) -> dict[str, Any]:
        return {"vocabulary": "farve", "slug": slug, "title": slug.title(), **values}

    upload(admin, "terms", [term("roed"), term("blaa"), term("gul")])
    run(admin, job())
    upload(admin, "terms", [term("roed", title="Rødt"), term("blaa", title="Blåt"), term("sort")])
    assert job().state == "fejl"
    changed = [term("roed", title="Rødt"), term("blaa", title="Blåt"), term("sort")]
    upload(admin, "terms", changed, update="on")
    run(admin, job())
    Term.objects.filter(slug="blaa").update(title="I hånden")

    shown = text(run(admin, job(), "undo"))

    assert "Beholdt: det er redigeret siden" in shown
    titles = dict(Term.objects.filter(vocabulary="farve").values_list("slug", "title"))
    assert titles == {"roed": "Roed", "blaa": "I hånden", "gul": "Gul"}


def test_undo_has_an_end(admin: Client) -> None:
    upload(admin, "suppliers", [row("ny")])
    run(admin, job())
    ImportJob.objects.update(finished_at=timezone.now() - datetime.timedelta(days=31))
    assert "Fortryd" not in text(admin.get(f"{INDEX}{job().pk}/"))
    run(admin, job(), "undo")
    assert page("ny").live
    assert jobs.purge() == 1
    assert ImportJob.objects.count() == 1


# --- Who may ------------------------------------------------------------------------------------


def test_moderators_may_and_editors_may_not(admin: Client, client: Client) -> None:
    supplier("Gammel")
    upload(admin, "suppliers", [row("ny")])
    moderator, editor = client_of("mod", "Moderators"), client_of("red", "Editors")
    assert "Leverandører" in text(moderator.get(INDEX))
    assert INDEX in moderator.get("/admin/").content.decode()
    assert INDEX not in editor.get("/admin/").content.decode()
    paths = [INDEX, f"{INDEX}{job().pk}/", f"{INDEX}export/suppliers/csv/"]
    for path in paths:
        assert editor.get(path)["Location"].startswith("/admin/")
        assert client.get(path).status_code == 302
    for step in ("import", "undo", "drop"):
        assert editor.post(f"{INDEX}{job().pk}/{step}/")["Location"].startswith("/admin/")
        assert admin.get(f"{INDEX}{job().pk}/{step}/").status_code == 405
    assert job().state == "vist"


def test_kinds_that_one_may_not_change_by_hand_are_not_offered() -> None:
    moderator = client_of("mod", "Moderators")
    form = moderator.get(INDEX).context["form"]
    offered = {value for value, _ in form.fields["kind"].choices}
    assert "suppliers" in offered
    assert "municipalities" not in offered
    assert moderator.get(f"{INDEX}export/municipalities/csv/").status_code == 404
    data = [{"vocabulary": "farve", "slug": "roed", "title": "Rød"}]
    shown = upload(moderator, "municipalities", data)
    assert not ImportJob.objects.exists()
    assert shown.status_code == 200


@pytest.mark.parametrize("path", ["999999/", "99999999999999999999999/", "export/x/csv/"])
def test_what_is_not_there(admin: Client, path: str) -> None:
    assert admin.get(f"{INDEX}{path}").status_code == 404


# --- Export -------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_an_export_is_what_the_import_reads(admin: Client, ending: str) -> None:
    supplier("Første", summary="=1+1")
    supplier("Kladden", live=False)
    response = admin.get(f"{INDEX}export/suppliers/{ending}/")
    assert f'.{ending}"' in response["Content-Disposition"]
    if ending == "csv":
        assert "'=1+1" in response.content.decode("utf-8-sig")
    if ending == "xlsx":
        sheet = load_workbook(io.BytesIO(response.content)).worksheets[0]
        assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "b", "n"}
    shown = upload(admin, "suppliers", response.content, f"fil.{ending}", update="on")
    assert sums(shown)["Uændrede"] == 2
    assert "Alt i filen findes i forvejen" in text(shown)
    assert admin.get(f"{INDEX}export/suppliers/exe/").status_code == 404


def test_the_history_costs_the_same_with_many_imports(admin: Client) -> None:
    counts = []
    user = get_user_model().objects.get()
    for number in (1, 30):
        for _ in range(number):
            ImportJob.objects.create(kind="suppliers", file_name="f.csv", digest="", user=user)
        admin.get(INDEX)
        with CaptureQueriesContext(connection) as captured:
            admin.get(INDEX)
        counts.append(len(captured))
    assert counts[0] == counts[1]
