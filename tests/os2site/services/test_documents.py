"""Which documents a visitor sees."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from os2site.memo import keeping
from os2site.models import Document, WorkingGroup
from os2site.services.documents import document_rows, is_open, readers
from tests.fixtures.site import TwoLanguageSite


def document(**values: str) -> Document:
    defaults = {"title": "Takstblad", "type": "takstblad", "state": "godkendt"}
    return Document(**(defaults | {"url": "https://files.example/a.pdf"} | values))


def test_drafts_and_withdrawn_documents_are_not_listed(db: None) -> None:
    documents = [document(state="udkast"), document(state="tilbagetrukket"), document()]
    assert len(document_rows(documents=documents, request=None)) == 1


def test_members_document_has_no_address_for_anonymous_visitors(
    django_user_model: Any, rf: RequestFactory
) -> None:
    closed, request = document(access="medlemmer"), rf.get("/")
    for user in (None, AnonymousUser()):
        request.user = user
        (row,) = document_rows(documents=[closed], request=request)
        assert (row.url, row.restricted) == ("", True)
    (row,) = document_rows(documents=[closed], request=None)
    assert row.url == ""
    request.user = django_user_model.objects.create_user("nogen")
    (row,) = document_rows(documents=[closed], request=request)
    assert row.url == "", "an account alone is no member's"
    request.user = django_user_model.objects.create_user("medlem")
    request.user.groups.add(readers())
    (row,) = document_rows(documents=[closed], request=request)
    assert row.url == "https://files.example/a.pdf"


def test_file_in_a_closed_collection_has_no_address(db: None) -> None:
    above = Collection.get_first_root_node().add_child(name="Bestyrelsen")
    collection = above.add_child(name="Møder")
    file = get_document_model().objects.create(
        title="x", file="documents/x.pdf", collection=collection
    )
    Document.objects.create(title="Referat", type="referat", state="godkendt", file=file)

    def address() -> str:
        (row,) = document_rows(documents=Document.objects.all(), request=None)
        return row.url

    assert address() == file.url
    assert is_open(file=file)
    CollectionViewRestriction.objects.create(collection=above, restriction_type="login")
    assert address() == ""
    assert not is_open(file=file)


def test_a_file_is_open_when_any_of_its_documents_is(db: None) -> None:
    file = get_document_model().objects.create(title="x", file="documents/x.pdf")
    Document.objects.create(title="A", type="referat", state="udkast", file=file)
    assert not is_open(file=file)
    Document.objects.create(title="B", type="referat", state="godkendt", file=file)
    assert is_open(file=file)


def test_many_documents_cost_as_many_queries_as_one(
    two_languages: TwoLanguageSite, django_assert_num_queries: Any
) -> None:
    group = WorkingGroup.objects.create(type="styregruppe", slug="styregruppe")
    ids = []
    for number in range(30):
        file = get_document_model().objects.create(title="x", file=f"documents/{number}.pdf")
        ids.append(
            Document.objects.create(
                title=str(number),
                type="referat",
                state="godkendt",
                file=file,
                group=group,
                page=two_languages.home,
            ).pk
        )

    def queries(number: int) -> int:
        rows = list(Document.objects.filter(pk__in=ids[:number]))
        with CaptureQueriesContext(connection) as captured, keeping():
            shown = document_rows(documents=rows, request=None)
        assert len(shown) == number
        return len(captured)

    assert queries(30) == queries(1)
