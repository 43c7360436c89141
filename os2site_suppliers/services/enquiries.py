"""From a visitor's form to the supplier's mailbox, and away again."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from os2site import links
from os2site.mail import outbox
from os2site.models import MailState, OutgoingMail
from os2site.services.visibility import is_public
from os2site_suppliers.enums import EnquiryState
from os2site_suppliers.models import SupplierEnquiry
from os2site_suppliers.services import enquiry_letters as letters

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Purpose of the form and of its links.
PURPOSE = "supplier-enquiry"
#: Below the supplier's address.
SUBPAGE = "skriv"
#: How long the link in the mail works, and after how many days an enquiry is deleted.
LINK_AGE = datetime.timedelta(days=2)
UNCONFIRMED_DAYS = 3
KEPT_DAYS = 30
#: Enquiries with one mail address in a day: nobody's mailbox is filled through the form.
DAILY_LIMIT = 3
DAY = datetime.timedelta(days=1)


class TooMany(Exception):  # noqa: N818 (says what it is)
    """The mail address has had its enquiries for today."""


@dataclass(frozen=True)
class Answers:
    """What the visitor wrote."""

    name: str
    organisation: str
    email: str
    message: str
    product: str = ""


def takes_enquiries(supplier: Any) -> bool:
    """Whether the form is offered: there is an address for it, and the supplier has not left."""
    return bool(supplier.enquiry_email) and not supplier.has_left


def form_url(*, supplier: Any, request: HttpRequest | None) -> str:
    """Address of the form; empty where there is none."""
    url = supplier.get_url(request) if takes_enquiries(supplier) else ""
    return f"{url}{SUBPAGE}/" if url else ""


def receive(
    *, supplier: Any, answers: Answers, submission: str, proven: bool, request: HttpRequest
) -> SupplierEnquiry:
    """Store an enquiry and send it on, or ask by mail first where no proof of work came with it.

    The same form sent twice is one enquiry.

    :raises TooMany: when the address has had its enquiries for today; nothing is stored.
    """
    known = SupplierEnquiry.objects.filter(submission=submission).first()
    if known is not None:
        return known
    since = timezone.now() - DAY
    if (
        sum(
            outbox.posted_since(kind=kind, to=answers.email, since=since)
            for kind in (letters.RECEIPT, letters.CONFIRM)
        )
        >= DAILY_LIMIT
    ):
        raise TooMany
    days = KEPT_DAYS if proven else UNCONFIRMED_DAYS
    with transaction.atomic():
        enquiry, is_new = SupplierEnquiry.objects.get_or_create(
            submission=submission,
            defaults={
                "supplier_id": supplier.pk,
                "supplier_title": supplier.title,
                "name": answers.name,
                "organisation": answers.organisation,
                "email": answers.email,
                "product": answers.product,
                "message": answers.message,
                "state": EnquiryState.FORWARDED if proven else EnquiryState.UNCONFIRMED,
                "delete_on": timezone.localdate() + datetime.timedelta(days=days),
            },
        )
        if not is_new:
            return enquiry
        if proven:
            _send_on(enquiry, supplier=supplier)
            outbox.post(letters.receipt(enquiry))
        else:
            token = links.sign(purpose=PURPOSE, value=str(enquiry.pk))
            base = supplier.get_full_url(request)
            outbox.post(letters.confirmation(enquiry, url=f"{base}{SUBPAGE}/bekraeft/{token}/"))
    return enquiry


def by_link(*, value: str, supplier: Any) -> SupplierEnquiry | None:
    """The enquiry that a link to this supplier's page is about."""
    pk = links.record_id(value)
    return SupplierEnquiry.objects.filter(pk=pk, supplier_id=supplier.pk).first()


def confirm(enquiry: SupplierEnquiry, *, supplier: Any) -> bool:
    """Send a confirmed enquiry on; false when the supplier no longer takes any. Once, also when two
    ask at once.
    """
    if enquiry.state != EnquiryState.UNCONFIRMED:
        return True
    if not takes_enquiries(supplier) or not is_public(page=supplier):
        return False
    delete_on = timezone.localdate() + datetime.timedelta(days=KEPT_DAYS)
    with transaction.atomic():
        ours = SupplierEnquiry.objects.filter(pk=enquiry.pk, state=EnquiryState.UNCONFIRMED)
        if ours.update(state=EnquiryState.FORWARDED, delete_on=delete_on):
            _send_on(enquiry, supplier=supplier)
    return True


def note_mail(*, mail: OutgoingMail, **kwargs: Any) -> None:
    """Follow the mail to the supplier: once it has it, the message is deleted here."""
    if mail.kind != letters.ENQUIRY:
        return
    enquiries = SupplierEnquiry.objects.filter(mail=mail)
    if mail.state == MailState.SENT:
        enquiries.update(state=EnquiryState.DELIVERED, message="")
    else:
        enquiries.update(state=EnquiryState.FAILED)


def _send_on(enquiry: SupplierEnquiry, *, supplier: Any) -> None:
    letter = letters.enquiry(enquiry, supplier=supplier)
    SupplierEnquiry.objects.filter(pk=enquiry.pk).update(mail=letters.post_in(letter, supplier))
