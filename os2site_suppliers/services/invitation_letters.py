"""The mails of a supplier that keeps its own profile up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from os2site.mail.letters import Action, Letter, Paragraph

if TYPE_CHECKING:
    from os2site_suppliers.models import SupplierInvitation

#: Kinds of mail.
INVITATION: Final = "supplier-invitation"
RECEIPT: Final = "supplier-profile-receipt"
REMINDER: Final = "supplier-profile-reminder"


def invitation(row: SupplierInvitation, *, page: Any, url: str) -> Letter:
    """The link, sent by an editor."""
    return _with_link(
        row,
        page=page,
        url=url,
        kind=INVITATION,
        subject=_("Keep your profile up to date: %(supplier)s") % {"supplier": page.title},
        text=_("We invite you to edit the page about %(supplier)s on our site.")
        % {"supplier": page.title},
    )


def reminder(row: SupplierInvitation, *, page: Any, url: str) -> Letter:
    """A year has passed since somebody confirmed the profile."""
    return _with_link(
        row,
        page=page,
        url=url,
        kind=REMINDER,
        subject=_("Is your profile still right? %(supplier)s") % {"supplier": page.title},
        text=_(
            "Nobody has confirmed the page about %(supplier)s for a year. Look it through, and "
            "send it also where nothing is to be changed: then visitors see that it is right."
        )
        % {"supplier": page.title},
    )


def receipt(row: SupplierInvitation, *, page: Any) -> Letter:
    """What the supplier sent has come in. Nothing of it is repeated."""
    return Letter(
        kind=RECEIPT,
        to=row.email,
        subject=_("We have got your changes: %(supplier)s") % {"supplier": page.title},
        parts=[
            Paragraph(
                _(
                    "Your changes to the page about %(supplier)s wait for approval. Visitors see "
                    "them when our editors have published them."
                )
                % {"supplier": page.title}
            ),
            Action(_("See the page as it is now"), page.full_url),
        ],
        foot=_foot(page),
    )


def _with_link(
    row: SupplierInvitation, *, page: Any, url: str, kind: str, subject: str, text: str
) -> Letter:
    day = date_format(row.expires_at, "DATE_FORMAT")
    return Letter(
        kind=kind,
        to=row.email,
        subject=subject,
        parts=[
            Paragraph(text),
            Action(_("Edit the profile"), url),
            Paragraph(
                _(
                    "The link is yours: whoever has it can edit the profile. It works until "
                    "%(day)s and for %(number)s changes. What you send becomes a "
                    "draft that we approve."
                )
                % {"day": day, "number": row.max_uses}
            ),
        ],
        foot=_foot(page),
    )


def _foot(page: Any) -> str:
    return _(
        "Sent because this address stands for %(supplier)s with us. Tell us if it should not."
    ) % {"supplier": page.title}
