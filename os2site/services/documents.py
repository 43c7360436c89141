"""Documents and their files: the one place that decides who may read which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, Permission
from django.db.models import prefetch_related_objects
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from os2site.enums import Access, DocumentState
from os2site.memo import per_request
from os2site.models import Document
from os2site.services.visibility import may_see

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from django.http import HttpRequest

#: Permission to read documents that are for members; an account alone does not give it.
READ_PERMISSION = "os2site.read_for_members"
#: The group of those who log in to read, and do nothing else.
READERS = "Medlemmer"


@dataclass(frozen=True)
class DocumentRow:
    """A row of ``components/document_table.html``; ``url`` is empty for whom it is closed to."""

    title: str
    url: str
    type: str
    date: datetime.date | None
    group: str
    version: str
    access: str
    restricted: bool


def load(documents: Iterable[Document]) -> list[Document]:
    """The documents with all that deciding and showing needs, in a constant number of queries."""
    rows = list(documents)
    prefetch_related_objects(rows, "group", "page", "file__collection")
    return rows


def may_read(*, document: Document, request: HttpRequest | None) -> bool:
    """Whether this visitor may read the document; with ``request=None``, whether everyone may.

    It must be approved, meant for the visitor, not of a page that the visitor can't see, and its
    file not in a collection that is closed to the visitor.
    """
    if not _is_for(document, request):
        return False
    file: Any = document.file
    return file is None or all(
        request is not None and restriction.accept_request(request)
        for restriction in collection_restrictions()
        if file.collection.path.startswith(restriction.collection.path)
    )


def address_of(*, document: Document, request: HttpRequest | None) -> str:
    """Where this visitor (everyone, with ``request=None``) reads the document; empty when not."""
    if not may_read(document=document, request=request):
        return ""
    file: Any = document.file
    return str(file.url) if file is not None else document.url


def document_rows(
    *, documents: Iterable[Document], request: HttpRequest | None
) -> Sequence[DocumentRow]:
    """Approved documents as rows, with the address for whom they are open to."""
    return [
        DocumentRow(
            title=document.title,
            url=address_of(document=document, request=request),
            type=document.get_type_display(),
            date=document.date,
            group=document.group.name if document.group is not None else "",
            version=document.version,
            access=document.get_access_display(),
            restricted=document.access != Access.PUBLIC,
        )
        for document in load(documents)
        if document.state == DocumentState.APPROVED
    ]


def may_fetch(*, file: Any, request: HttpRequest) -> bool:
    """Whether this visitor may have an uploaded file, as far as the register of documents says.

    A file that is in no document is free, and one of several documents is as free as the freest of
    them. Who edits documents or the file may always have it. The collection's own privacy comes on
    top: Wagtail asks for the login or the password that opens it.
    """
    documents = load(Document.objects.filter(file=file))
    if not documents or any(_is_for(document, request) for document in documents):
        return True
    return _is_editor(file, request)


def is_open(*, file: Any) -> bool:
    """Whether everyone may have an uploaded file, so that others may keep a copy of it."""
    return file.pk in open_files(files=[file])


def open_files(*, files: Iterable[Any]) -> set[int]:
    """Ids of the uploaded files that everyone may have, in a constant number of queries."""
    files = list(files)
    prefetch_related_objects(files, "collection")
    registered: dict[int | None, list[Document]] = {}
    for document in load(Document.objects.filter(file__in=files)):
        registered.setdefault(document.file_id, []).append(document)
    closed = [restriction.collection.path for restriction in collection_restrictions()]
    return {
        file.pk
        for file in files
        if not any(file.collection.path.startswith(path) for path in closed)
        and (
            file.pk not in registered
            or any(_is_for(document, None) for document in registered[file.pk])
        )
    }


def may_open_after_login(*, file: Any) -> bool:
    """Whether an approved document has the file, so that logging in may open it."""
    return Document.objects.filter(file=file, state=DocumentState.APPROVED).exists()


@per_request
def collection_restrictions() -> Sequence[CollectionViewRestriction]:
    """All restrictions on collections, with the collection."""
    return list(CollectionViewRestriction.objects.select_related("collection"))


def _is_for(document: Document, request: HttpRequest | None) -> bool:
    """The document's own part of :func:`may_read`, without the file's collection."""
    if document.state != DocumentState.APPROVED:
        return False
    if document.access != Access.PUBLIC and not reads_for_members(request):
        return False
    return document.page is None or may_see(page=document.page, request=request)


def reads_for_members(request: HttpRequest | None) -> bool:
    """Whether the visitor is logged in as somebody who may read what is for members only."""
    return request is not None and _is_logged_in(request) and request.user.has_perm(READ_PERMISSION)


def readers() -> Group:
    """The group of those who log in to read; made anew, with its permission, when it is gone."""
    group, is_new = Group.objects.get_or_create(name=READERS)
    if is_new:
        app, __, codename = READ_PERMISSION.partition(".")
        permissions = Permission.objects.filter(content_type__app_label=app, codename=codename)
        group.permissions.add(*permissions)
    return group


def _is_logged_in(request: HttpRequest | None) -> bool:
    user = getattr(request, "user", None)
    return user is not None and bool(user.is_authenticated)


def _is_editor(file: Any, request: HttpRequest) -> bool:
    if not _is_logged_in(request):
        return False
    if request.user.has_perm("os2site.change_document"):
        return True
    policy = CollectionOwnershipPermissionPolicy(
        get_document_model(), owner_field_name="uploaded_by_user"
    )
    return bool(policy.user_has_permission_for_instance(request.user, "change", file))
