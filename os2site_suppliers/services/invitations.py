"""Links with which a supplier edits its own profile: made, found again, used up, taken back."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override

from os2site import links
from os2site.mail import outbox
from os2site_suppliers.models import SupplierInvitation
from os2site_suppliers.services import invitation_letters as letters

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest

#: What the signature is for: one made for something else is none here.
_PURPOSE: Final = "supplier-profile"
#: Below the address of the list of suppliers.
SLUG: Final = "ret-profil"
#: The invitation says itself when it ends; no link is older than this in any case.
_MAX_AGE: Final = datetime.timedelta(days=60)


def invite(*, page: Any, user: User | None, email: str = "") -> SupplierInvitation:
    """A new invitation to edit the page; ``email`` is where its link and reminders are sent."""
    return SupplierInvitation.objects.create(page_id=page.pk, created_by=user, email=email)


def token(invitation: SupplierInvitation) -> str:
    """What the link ends in: the invitation, signed for its page, its end and this purpose."""
    return links.sign(purpose=_PURPOSE, value=_value(invitation))


def link(invitation: SupplierInvitation, *, page: Any, request: HttpRequest | None) -> str:
    """The whole address, empty where no site serves the list of suppliers."""
    index = page.get_parent()
    address = index.get_full_url(request)
    return f"{address}{SLUG}/{token(invitation)}/" if address else ""


def hand_over(invitation: SupplierInvitation, *, page: Any, request: HttpRequest) -> str:
    """Mail the link where the invitation has an address, and return it for the editor to see."""
    url = link(invitation, page=page, request=request)
    if url and invitation.email:
        with override(page.locale.language_code):
            outbox.post(letters.invitation(invitation, page=page, url=url))
    return url


def remind(*, page: Any) -> bool:
    """Mail a new link to the address of the page's last invitation; false where there is none.

    One that was taken back is no address to write to.
    """
    last = SupplierInvitation.objects.filter(page_id=page.pk).exclude(email="").first()
    if last is None or last.revoked_at is not None:
        return False
    with transaction.atomic():
        renewed = invite(page=page, user=None, email=last.email)
        url = link(renewed, page=page, request=None)
        if not url:
            transaction.set_rollback(True)
            return False
        with override(page.locale.language_code):
            outbox.post(letters.reminder(renewed, page=page, url=url))
    return True


def acknowledge(invitation: SupplierInvitation, *, page: Any) -> None:
    """Tell the supplier by mail that its changes have come in."""
    if invitation.email:
        with override(page.locale.language_code):
            outbox.post(letters.receipt(invitation, page=page))


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
