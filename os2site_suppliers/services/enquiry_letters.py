"""The mails of an enquiry. What the asker wrote goes to the supplier and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from os2site.mail import outbox
from os2site.mail.letters import Action, Facts, Letter, Paragraph, Quote, not_you

if TYPE_CHECKING:
    from os2site.models import OutgoingMail
    from os2site_suppliers.models import SupplierEnquiry

#: Kinds of mail.
ENQUIRY = "supplier-enquiry"
RECEIPT = "supplier-enquiry-receipt"
CONFIRM = "supplier-enquiry-confirm"


def enquiry(row: SupplierEnquiry, *, supplier: Any) -> Callable[[], Letter]:
    """The mail to the supplier, made when its language is active; an answer goes to the asker."""

    def make() -> Letter:
        return Letter(
            kind=ENQUIRY,
            to=supplier.enquiry_email,
            reply_to=row.email,
            subject=_("Enquiry from %(organisation)s") % {"organisation": row.organisation},
            parts=[
                Paragraph(
                    _("Somebody has written to %(supplier)s through your page on our site.")
                    % {"supplier": row.supplier_title}
                ),
                Facts(
                    [
                        (_("Name"), row.name),
                        (_("Organisation"), row.organisation),
                        (_("Mail"), row.email),
                        (_("Product"), row.product),
                    ]
                ),
                Quote(row.message),
                Paragraph(_("Answer this mail to write to them.")),
            ],
            foot=_("Sent by %(url)s. Ask us if your page should have another address for this.")
            % {"url": supplier.full_url},
        )

    return make


def receipt(row: SupplierEnquiry) -> Letter:
    """What the asker gets. Nothing that the asker wrote is in it, so that nobody can use the form
    to send a text of their own to somebody else.
    """
    return Letter(
        kind=RECEIPT,
        to=row.email,
        subject=_("We have sent your enquiry on"),
        parts=[
            Paragraph(
                _("Your enquiry is on its way to %(supplier)s, who will answer you directly.")
                % {"supplier": row.supplier_title}
            ),
            Paragraph(
                _(
                    "What you wrote is deleted on our site when it is delivered, all else within "
                    "30 days."
                )
            ),
        ],
        foot=not_you(),
    )


def confirmation(row: SupplierEnquiry, *, url: str) -> Letter:
    """Asks whether the address is the asker's. Nothing that the asker wrote is in it."""
    return Letter(
        kind=CONFIRM,
        to=row.email,
        subject=_("Confirm your enquiry"),
        parts=[
            Paragraph(
                _("Press the button on the page that opens, and your enquiry goes to %(supplier)s.")
                % {"supplier": row.supplier_title}
            ),
            Action(_("Confirm the enquiry"), url),
            Paragraph(_("The link works for two days. Without it nothing is sent on.")),
        ],
        foot=not_you(),
    )


def post_in(make: Callable[[], Letter], supplier: Any) -> OutgoingMail:
    """Post a letter in the language of the supplier's page."""
    with override(supplier.locale.language_code):
        return outbox.post(make())
