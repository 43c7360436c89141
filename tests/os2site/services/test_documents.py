"""Which documents a visitor sees."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from os2site.models import Document
from os2site.services.documents import document_rows


def document(**values: str) -> Document:
    defaults = {"title": "Takstblad", "type": "takstblad", "state": "godkendt"}
    return Document(**(defaults | {"url": "https://files.example/a.pdf"} | values))


def test_drafts_and_withdrawn_documents_are_not_listed() -> None:
    documents = [document(state="udkast"), document(state="tilbagetrukket"), document()]
    assert len(document_rows(documents=documents, user=None)) == 1


def test_members_document_has_no_address_for_anonymous_visitors(django_user_model: type) -> None:
    closed = document(access="medlemmer")
    (row,) = document_rows(documents=[closed], user=AnonymousUser())
    assert (row.url, row.restricted) == ("", True)
    (row,) = document_rows(documents=[closed], user=django_user_model(username="medlem"))
    assert row.url == "https://files.example/a.pdf"
