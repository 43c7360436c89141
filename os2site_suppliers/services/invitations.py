"""Links with which a supplier edits its own profile: made, found again, used up, taken back."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import F
from django.utils import timezone

from os2site import links
from os2site_suppliers.models import SupplierInvitation

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest

#: What the signature is for: one made for something else is none here.
_PURPOSE: Final = "supplier-profile"
#: Below the address of the list of suppliers.
SLUG: Final = "ret-profil"
#: The invitation says itself when it ends; no link is older than this in any case.
_MAX_AGE: Final = datetime.timedelta(days=60)


def invite(*, page: Any, user: User) -> SupplierInvitation:
    """A new invitation to edit the page."""
    return SupplierInvitation.objects.create(page_id=page.pk, created_by=user)


def token(invitation: SupplierInvitation) -> str:
    """What the link ends in: the invitation, signed for its page, its end and this purpose."""
    return links.sign(purpose=_PURPOSE, value=_value(invitation))


def link(invitation: SupplierInvitation, *, page: Any, request: HttpRequest) -> str:
    """The whole address, empty where no site serves the list of suppliers."""
    index = page.get_parent()
    address = index.get_full_url(request)
    return f"{address}{SLUG}/{token(invitation)}/" if address else ""


def hand_over(invitation: SupplierInvitation, *, page: Any, request: HttpRequest) -> str:
    """Give the link on, and return it for the editor to see.

    The editor sends it. A site that sends mail does so from here.
    """
    return link(invitation, page=page, request=request)


def opened(given: str, *, index: Any) -> tuple[SupplierInvitation, Any] | None:
    """The invitation and the page that a link opens; ``None`` for one that opens nothing.

    A link ends with its time, when it is used up or revoked, and when the supplier has left. Which
    of these it was is told to nobody who may have found it.
    """
    try:
        value = links.read(purpose=_PURPOSE, token=given, max_age=_MAX_AGE)
    except links.BadLink:
        return None
    number = int(value.partition(":")[0])
    found = SupplierInvitation.objects.filter(pk=number).select_related("page").first()
    if found is None or _value(found) != value or not found.is_open:
        return None
    page: Any = found.page.specific
    if page.has_left or page.get_parent().pk != index.pk:
        return None
    return found, page


def _value(invitation: SupplierInvitation) -> str:
    """What is signed: a link is for this page and this end, whatever becomes of the record."""
    end = invitation.expires_at.timestamp()
    return f"{invitation.pk}:{invitation.page_id}:{end}:{invitation.nonce}"


def use(invitation: SupplierInvitation) -> bool:
    """Count a use; false when the last one was taken meanwhile."""
    now = timezone.now()
    count = SupplierInvitation.objects.filter(
        pk=invitation.pk, uses__lt=F("max_uses"), revoked_at=None, expires_at__gt=now
    ).update(uses=F("uses") + 1, last_used_at=now)
    return count == 1


def revoke(*, page: Any, pk: int) -> bool:
    """End a link of the page; whether it was open."""
    open_ones = SupplierInvitation.objects.filter(pk=pk, page_id=page.pk, revoked_at=None)
    return open_ones.update(revoked_at=timezone.now()) == 1
