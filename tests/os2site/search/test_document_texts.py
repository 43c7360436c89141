"""A page is found by the text of its documents: those that everyone may read, and only while so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from os2site import checks, due_work
from os2site.models import Document, DocumentText, SearchEntry, TextState
from os2site.plugins import registry
from os2site.search import document_texts
from os2site.services import document_reading
from tests.factories.content import make_home, make_page
from tests.factories.files import docx_bytes, pdf_bytes, upload

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _entry_types() -> Iterator[None]:
    """The site's own types, not those that the other tests of search bring."""
    registry.clear()
    yield
    registry.clear()


@pytest.fixture(autouse=True)
def home() -> Any:
    return make_home()


@pytest.fixture
def collection() -> Any:
    return Collection.get_first_root_node().add_child(name="Møder")


@pytest.fixture
def file(collection: Any) -> Any:
    return upload(
        "referat.docx",
        docx_bytes("Styregruppen vedtog køreplanen for hegnsyn."),
        collection=collection,
    )


def registered(file: Any, **values: Any) -> Document:
    defaults = {"title": "Referat 12. maj", "type": "referat", "state": "godkendt", "file": file}
    return Document.objects.create(**(defaults | values))


def with_rich_text(file: Any) -> Any:
    return make_page(body=[("text", f'<p><a linktype="document" id="{file.pk}">Læs</a></p>')])


def with_block(file: Any) -> Any:
    block = {"title": "", "documents": [registered(file)]}
    return make_page(body=[("documents", block)])


def with_own_document(file: Any) -> Any:
    page = make_page()
    registered(file, page=page)
    return page


def hits(client: Client, text: str = "hegnsyn") -> list[dict[str, Any]]:
    answer = client.get("/api/v1/search/", {"q": text}).json()
    assert answer["total"] == len(answer["results"])
    return list(answer["results"])


@pytest.mark.parametrize("make", [with_rich_text, with_block, with_own_document])
def test_a_page_is_found_by_its_documents_text(make: Any, file: Any, client: Client) -> None:
    page = make(file)
    assert hits(client) == []
    assert document_texts.read_due() == 1
    (hit,) = hits(client)
    assert hit["slug"] == page.slug
    title = "referat.docx" if make is with_rich_text else "Referat 12. maj"
    assert hit["document"]["title"] == title
    assert hit["document"]["url"].endswith(file.url)
    assert hit["snippet"] == "Styregruppen vedtog køreplanen for hegnsyn."


def test_the_hit_names_the_document_links_to_it_and_marks_the_word(
    file: Any, client: Client
) -> None:
    with_own_document(file)
    document_texts.read_due()
    page = client.get("/soeg/", {"q": "hegnsyn"}).content.decode()
    assert f'I dokumentet <a href="{file.url}">»Referat 12. maj«</a>' in page
    assert "køreplanen for <mark>hegnsyn</mark>" in page


def test_markup_in_a_document_is_shown_as_text(client: Client) -> None:
    with_own_document(upload("a.docx", docx_bytes("<script>x</script> hegnsyn")))
    document_texts.read_due()
    page = client.get("/soeg/", {"q": "hegnsyn"}).content.decode()
    assert "&lt;script&gt;x&lt;/script&gt; <mark>hegnsyn</mark>" in page


def test_a_page_that_has_the_word_itself_names_no_document(file: Any, client: Client) -> None:
    registered(file, page=make_page("Om hegnsyn"))
    document_texts.read_due()
    (hit,) = hits(client)
    assert hit["document"] is None
    # A second word that stands in the document only is what the document explains.
    (hit,) = hits(client, "hegnsyn køreplan")
    assert hit["document"]["title"] == "Referat 12. maj"


def test_of_two_documents_the_one_with_the_word_is_named(file: Any, client: Client) -> None:
    page = make_page()
    registered(upload("a.pdf", pdf_bytes("Takster for vejafgift")), page=page, title="Takster")
    registered(file, page=page)
    document_texts.read_due()
    assert hits(client, "hegnsyn")[0]["document"]["title"] == "Referat 12. maj"
    assert hits(client, "vejafgift")[0]["document"]["title"] == "Takster"


def test_upload_in_the_admin_does_not_read_the_file(admin_client: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    sent = SimpleUploadedFile("a.docx", docx_bytes("hegnsyn"))
    data = {"title": "A", "file": sent, "collection": Collection.get_first_root_node().pk}
    assert admin_client.post("/admin/documents/add/", data).status_code == 302
    row = DocumentText.objects.get()
    assert (row.state, row.text) == (TextState.WAITING, "")
    outcomes = due_work.run_all()
    assert outcomes is not None
    assert not any(outcome.failure for outcome in outcomes)
    row.refresh_from_db()
    assert (row.state, row.text) == (TextState.READ, "hegnsyn")


@override_settings(TASKS={"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}})
def test_a_worker_reads_it_right_after(
    django_capture_on_commit_callbacks: Any, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The worker takes a task in a transaction of its own, unless each is of this kind already: the
    # test's is one.
    monkeypatch.setitem(vars(connections["default"]), "transaction_mode", "EXCLUSIVE")
    with django_capture_on_commit_callbacks(execute=True):
        with_own_document(upload("a.docx", docx_bytes("hegnsyn")))
    assert hits(client) == []
    call_command("db_worker", "--batch", "--interval", "0", verbosity=0)
    assert len(hits(client)) == 1


def test_a_replaced_file_is_read_anew(file: Any, client: Client) -> None:
    from django.core.files.base import ContentFile

    with_own_document(file)
    document_texts.read_due()
    file.file.save("nyt.docx", ContentFile(docx_bytes("Vedtægter")), save=False)
    file._set_document_file_metadata()
    file.file.close()
    file.save()
    assert hits(client) == []
    document_texts.read_due()
    assert hits(client) == []
    assert len(hits(client, "vedtægter")) == 1


def test_files_from_before_are_read_too(file: Any) -> None:
    DocumentText.objects.all().delete()
    assert document_texts.read_due() == 1
    assert DocumentText.objects.get().state == TextState.READ


def make_members(document: Document) -> None:
    document.access = "medlemmer"
    document.save()


def make_draft(document: Document) -> None:
    document.state = "udkast"
    document.save()


def close_collection(document: Document) -> None:
    file: Any = document.file
    CollectionViewRestriction.objects.create(collection=file.collection, restriction_type="login")


def move_file_in_bulk(document: Document) -> None:
    private = Collection.get_first_root_node().add_child(name="Lukket")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    from django.contrib.auth import get_user_model

    client = Client()
    client.force_login(get_user_model().objects.create_superuser("redaktør", "r@example.dk", "x"))
    address = f"/admin/bulk/wagtaildocs/document/add_to_collection/?id={document.file_id}"
    assert client.post(address, {"collection": private.pk}).status_code == 302


def restrict_page(document: Document) -> None:
    PageViewRestriction.objects.create(page=document.page, restriction_type="login")


def unpublish_page(document: Document) -> None:
    document.page.specific.unpublish()


def delete_document(document: Document) -> None:
    document.delete()


def delete_page(document: Document) -> None:
    document.page.specific.delete()


CLOSING = [
    make_members,
    make_draft,
    close_collection,
    move_file_in_bulk,
    restrict_page,
    unpublish_page,
    delete_document,
    delete_page,
]


@pytest.mark.parametrize("close", CLOSING)
def test_a_document_that_is_closed_is_found_no_more(close: Any, file: Any, client: Client) -> None:
    document = registered(file, page=make_page())
    document_texts.read_due()
    assert len(hits(client)) == 1
    close(document)
    assert hits(client) == []
    assert not SearchEntry.objects.filter(documents__contains="hegnsyn").exists()


@pytest.mark.parametrize("close", [make_members, make_draft, close_collection])
def test_what_was_closed_from_the_start_is_never_found(
    close: Any, file: Any, client: Client
) -> None:
    close(registered(file, page=make_page()))
    document_texts.read_due()
    assert hits(client) == []
    assert not SearchEntry.objects.filter(documents__contains="hegnsyn").exists()


def test_a_file_closed_past_all_signals_shows_no_text(file: Any, client: Client) -> None:
    with_own_document(file)
    document_texts.read_due()
    CollectionViewRestriction.objects.bulk_create(
        [CollectionViewRestriction(collection=file.collection, restriction_type="login")]
    )
    assert "køreplanen" not in client.get("/soeg/", {"q": "hegnsyn"}).content.decode()


def test_the_text_of_a_deleted_file_is_purged(file: Any, client: Client) -> None:
    with_rich_text(file)
    document_texts.read_due()
    assert len(hits(client)) == 1
    file.delete()
    assert not DocumentText.objects.exists()
    assert hits(client) == []


def test_what_could_not_be_read_is_told_to_the_editor_and_tried_again(
    admin_client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    document = registered(upload("a.pdf", b"<html>"), page=make_page())
    document_texts.read_due()
    dashboard = admin_client.get("/admin/").content.decode()
    assert "Teksten i »a.pdf« kan ikke findes i søgningen." in dashboard
    assert "Indholdet er ikke det, som filnavnet siger." in dashboard
    form = admin_client.get(f"/admin/snippets/os2site/document/edit/{document.pk}/")
    assert "Kunne ikke læses" in form.content.decode()
    call_command("os2site_search", "documents", "--again")
    assert "1 files read" in capsys.readouterr().out


def test_a_lost_file_is_tried_a_few_times(file: Any) -> None:
    file.file.storage.delete(file.file.name)
    for attempt in range(document_texts.MAX_ATTEMPTS):
        row = DocumentText.objects.get()
        assert (row.state, row.attempts) == (TextState.WAITING, attempt)
        assert document_texts.read_due() == 1
        assert document_texts.read_due() == 0  # Not before its time.
        DocumentText.objects.update(available_at=row.available_at)
    assert DocumentText.objects.get().state == TextState.UNREADABLE


def test_without_the_libraries_nothing_breaks(
    monkeypatch: pytest.MonkeyPatch, file: Any, client: Client
) -> None:
    monkeypatch.setattr(document_reading, "LIBRARIES", {"pdf": "no_pdf", "docx": "no_docx"})
    with_own_document(file)
    assert document_texts.read_due() == 0
    assert hits(client) == []
    monkeypatch.setattr(checks, "LIBRARIES", {"pdf": "no_pdf", "docx": "no_docx"})
    assert [message.id for message in checks.check_document_readers(None)] == ["os2site.I001"]


def test_queries_do_not_grow_with_documents(file: Any, client: Client) -> None:
    def queries(expected: int) -> int:
        document_texts.read_due()
        client.get("/api/v1/search/", {"q": "hegnsyn"})
        with CaptureQueriesContext(connection) as captured:
            found = hits(client)
        assert len([hit for hit in found if hit["document"]]) == expected
        return len(captured)

    with_own_document(file)
    one = queries(1)
    for number in range(4):
        other = upload(f"{number}.docx", docx_bytes(f"hegnsyn nummer {number}"))
        registered(other, page=make_page(f"Side {number}"))
    assert queries(5) == one


def test_read_files_leave_the_check_of_the_index_content(file: Any) -> None:
    with_own_document(file)
    document_texts.read_due()
    call_command("os2site_search", "check")
    assert get_document_model().objects.count() == 1
