"""The documents that a page shows, and their text as part of the page's entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import ForeignKey, Model
from modelcluster.models import get_all_child_relations
from wagtail.documents import get_document_model

from os2site.models import Document, DocumentText, TextState
from os2site.services import documents

if TYPE_CHECKING:
    from wagtail.models import Page

#: Most characters of documents that one entry holds.
MAX_CHARACTERS: Final = 400_000


@dataclass(frozen=True)
class Attachments:
    """What a page's entry takes from documents.

    :param text: their texts, one after the other.
    :param parts: ``SearchEntry.attachments``.
    :param references: all documents that the page names, also those that not everyone may read:
        when one is opened or closed, the page is projected anew.
    """

    text: str = ""
    parts: Sequence[Mapping[str, Any]] = ()
    references: Sequence[Model] = ()


def attachments_of(page: Page, further: Iterable[Document] = ()) -> Attachments:
    """Texts of the documents that the page names and everyone may read.

    :param further: documents of the register that the page shows beside those that it names.
    """
    document_ids: set[int] = {document.pk for document in further}
    file_ids: set[int] = set()
    for model, pk in _named(page):
        if model is Document:
            document_ids.add(pk)
        elif model is get_document_model():
            file_ids.add(pk)
    own = Document.objects.filter(page_id=page.pk).values_list("pk", flat=True)
    document_ids.update(own)
    shown: dict[int, tuple[str, Any]] = {}
    references: list[Model] = []
    if document_ids:
        register = documents.load(Document.objects.filter(pk__in=document_ids).order_by("pk"))
        references += register
        for document in register:
            file: Any = document.file
            if file is not None and documents.may_read(document=document, request=None):
                shown.setdefault(file.pk, (document.title, file))
    if file_ids:
        files = list(get_document_model().objects.filter(pk__in=file_ids).order_by("pk"))
        references += files
        open_ids = documents.open_files(files=files)
        for file in files:
            if file.pk in open_ids:
                shown.setdefault(file.pk, (file.title, file))
    return _joined(shown, references)


def _joined(shown: Mapping[int, tuple[str, Any]], references: Sequence[Model]) -> Attachments:
    if not shown:
        return Attachments(references=references)
    rows = DocumentText.objects.filter(file__in=shown, state=TextState.READ)
    texts = dict(rows.values_list("file", "text"))
    parts, pieces, left = [], [], MAX_CHARACTERS
    for file_id, (title, file) in shown.items():
        text = texts.get(file_id, "")[:left]
        if not text:
            continue
        left -= len(text)
        pieces.append(f"{text}\n")
        parts.append({"title": title, "url": file.url, "file": file_id, "length": len(text) + 1})
    return Attachments("".join(pieces), parts, references)


def _named(record: Any) -> Iterator[tuple[type[Model], int]]:
    """Records that the fields and rows of a page name: model and key."""
    for field in record._meta.concrete_fields:
        if isinstance(field, ForeignKey):
            key = getattr(record, field.attname)
            if key is not None and field.related_model in {Document, get_document_model()}:
                yield field.related_model, key
        elif hasattr(field, "extract_references"):  # Wagtail's rich text and StreamField.
            value = field.value_from_object(record)
            if value:
                for model, key, *__ in field.extract_references(value):
                    yield model, int(key)
    for relation in get_all_child_relations(type(record)):
        if _names_documents(relation.related_model):
            for row in getattr(record, relation.get_accessor_name()).all():
                yield from _named(row)


def _names_documents(model: type[Model]) -> bool:
    return any(
        hasattr(field, "extract_references")
        or (
            isinstance(field, ForeignKey)
            and field.related_model in {Document, get_document_model()}
        )
        for field in model._meta.concrete_fields
    )
