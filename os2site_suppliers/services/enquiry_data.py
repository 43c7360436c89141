"""What enquiries hold of the people who sent them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.mail import outbox
from os2site.models import OutgoingMail
from os2site.personal_data import PersonalRecord
from os2site_suppliers.models import SupplierEnquiry, SupplierInvitation

if TYPE_CHECKING:
    from django.db.models import QuerySet


class EnquiryHandler:
    """Enquiries to suppliers."""

    name = gettext_lazy("enquiries to suppliers")

    def purge(self, *, now: datetime.datetime) -> int:
        """Delete those whose date has come."""
        today = timezone.localtime(now).date()
        return SupplierEnquiry.objects.filter(delete_on__lte=today).delete()[0]

    def find(self, *, email: str) -> Sequence[PersonalRecord]:
        """The person's enquiries, the oldest first."""
        return [
            PersonalRecord(
                title=_("Enquiry to %(supplier)s") % {"supplier": enquiry.supplier_title},
                stored_at=enquiry.created_at,
                data={
                    "name": enquiry.name,
                    "organisation": enquiry.organisation,
                    "email": enquiry.email,
                    "product": enquiry.product,
                    "message": enquiry.message,
                    "state": enquiry.get_state_display(),
                    "consented_at": enquiry.consented_at.isoformat(),
                    "delete_on": enquiry.delete_on.isoformat(),
                },
            )
            for enquiry in self._of(email).order_by("created_at")
        ]

    def delete(self, *, email: str) -> int:
        """Delete the person's enquiries, with the mails that carry them."""
        mails = list(self._of(email).exclude(mail=None).values_list("mail", flat=True))
        outbox.empty(OutgoingMail.objects.filter(pk__in=mails))
        return self._of(email).delete()[0]

    def _of(self, email: str) -> QuerySet[SupplierEnquiry]:
        return SupplierEnquiry.objects.filter(email__iexact=email)


class InvitationHandler:
    """Addresses to which suppliers were sent a link to their profile."""

    name = gettext_lazy("addresses of suppliers")

    def purge(self, *, now: datetime.datetime) -> int:
        """Forget addresses that have not been written to for long."""
        past = now - datetime.timedelta(days=SupplierInvitation.KEPT_DAYS)
        old = SupplierInvitation.objects.filter(created_at__lt=past)
        return old.exclude(email="").update(email="")

    def find(self, *, email: str) -> Sequence[PersonalRecord]:
        """The invitations that were sent there, the oldest first."""
        return [
            PersonalRecord(
                title=_("Invitation to edit %(supplier)s") % {"supplier": item.page.title},
                stored_at=item.created_at,
                data={"email": item.email, "supplier": item.page.title},
            )
            for item in self._of(email).select_related("page").order_by("created_at")
        ]

    def delete(self, *, email: str) -> int:
        """Forget the address and end its links."""
        self._of(email).filter(revoked_at=None).update(revoked_at=timezone.now())
        return self._of(email).update(email="")

    def _of(self, email: str) -> QuerySet[SupplierInvitation]:
        return SupplierInvitation.objects.filter(email__iexact=email)


HANDLERS = (EnquiryHandler(), InvitationHandler())
