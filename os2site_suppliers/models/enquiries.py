"""What visitors ask suppliers through the site."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from os2site.conf import base_page_model_name
from os2site_suppliers.enums import EnquiryState


class SupplierEnquiry(models.Model):
    """An enquiry on its way to a supplier; written by :mod:`os2site_suppliers.services.enquiries`.

    The message is emptied once the supplier has it, and the whole row goes on ``delete_on``.
    """

    #: The same for one form that is sent twice.
    submission = models.CharField(max_length=64, unique=True, editable=False)
    supplier = models.ForeignKey(
        base_page_model_name(),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("supplier"),
    )
    supplier_title = models.CharField(_("supplier"), max_length=255)
    name = models.CharField(_("name"), max_length=120)
    organisation = models.CharField(_("organisation"), max_length=160)
    email = models.EmailField(_("mail address"))
    product = models.CharField(_("product"), max_length=255, blank=True)
    message = models.TextField(_("message"), blank=True)
    state = models.CharField(_("status"), max_length=20, choices=EnquiryState.choices)
    #: The outbox's row for the mail to the supplier.
    mail = models.ForeignKey(
        "os2site.OutgoingMail", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("received"), default=timezone.now)
    consented_at = models.DateTimeField(_("consent given"), default=timezone.now)
    delete_on = models.DateField(_("is deleted on"))

    class Meta:
        verbose_name = _("enquiry to a supplier")
        verbose_name_plural = _("enquiries to suppliers")
        indexes = [
            models.Index(fields=["delete_on"], name="os2site_enquiry_delete"),
            models.Index(fields=["email"], name="os2site_enquiry_email"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} → {self.supplier_title}"
