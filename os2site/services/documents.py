"""Documents that a visitor may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from os2site.enums import Access, DocumentState
from os2site.models import Document

if TYPE_CHECKING:
    import datetime

    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


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


def document_rows(
    *, documents: Iterable[Document], user: AbstractBaseUser | AnonymousUser | None
) -> Sequence[DocumentRow]:
    """Approved documents as rows. Only those logged in get the address of a members' document."""
    logged_in = user is not None and user.is_authenticated
    rows = []
    for document in documents:
        if document.state != DocumentState.APPROVED:
            continue
        restricted = document.access != Access.PUBLIC
        rows.append(
            DocumentRow(
                title=document.title,
                url="" if restricted and not logged_in else _address(document),
                type=document.get_type_display(),
                date=document.date,
                group=document.group.name if document.group is not None else "",
                version=document.version,
                access=document.get_access_display(),
                restricted=restricted,
            )
        )
    return rows


def _address(document: Document) -> str:
    file: Any = document.file
    return str(file.url) if file is not None else document.url
