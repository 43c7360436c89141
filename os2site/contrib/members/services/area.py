"""What the members' area shows: what is for members only, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from os2site.contrib.members.services import access as accesses
from os2site.enums import Access, DocumentState
from os2site.models import Document
from os2site.services.documents import DocumentRow, document_rows
from os2site.services.visibility import may_see, page_restrictions

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Documents that are listed, the newest first.
SHOWN: Final = 100


@dataclass(frozen=True)
class Organisation:
    """A member that the account reads for."""

    title: str
    url: str
    role: str


@dataclass(frozen=True)
class ClosedPage:
    """A page that is not for everyone and open to the account."""

    title: str
    url: str


@dataclass(frozen=True)
class Area:
    """All that the page shows; ``is_cut`` when there are more documents than are listed."""

    organisations: Sequence[Organisation]
    pages: Sequence[ClosedPage]
    documents: Sequence[DocumentRow]
    is_cut: bool


def build(*, request: HttpRequest) -> Area:
    """The area of the account that is logged in, in a constant number of queries."""
    found = Document.objects.filter(access=Access.MEMBERS, state=DocumentState.APPROVED)
    documents = list(found.order_by("-date", "title")[: SHOWN + 1])
    rows = document_rows(documents=documents[:SHOWN], request=request)
    return Area(
        organisations=[
            Organisation(item.page.title, item.page.get_url(request) or "", item.role)
            for item in accesses.accesses_of(request.user)
        ],
        pages=_closed_pages(request),
        documents=[row for row in rows if row.url],
        is_cut=len(documents) > SHOWN,
    )


def _closed_pages(request: HttpRequest) -> Sequence[ClosedPage]:
    """Pages at which a restriction begins that lets the account in; passwords aside."""
    pages: dict[int, Any] = {
        restriction.page_id: restriction.page
        for restriction in page_restrictions()
        if restriction.restriction_type != restriction.PASSWORD
    }
    shown = [
        ClosedPage(page.title, page.get_url(request) or "")
        for page in pages.values()
        if may_see(page=page, request=request)
    ]
    return sorted((item for item in shown if item.url), key=lambda item: item.title.casefold())
