"""The mails of an application. None to the applicant carries a word that the form took in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from os2site.mail.letters import Action, Facts, Letter, Paragraph, Part, Quote, not_you

if TYPE_CHECKING:
    from os2site.contrib.applications.models import Application

#: Kinds of mail.
CONFIRM = "application-confirm"
RECEIPT = "application-receipt"
NOTICE = "application-notice"


def confirmation(application: Application, *, url: str) -> Letter:
    """Asks whether the address is the applicant's."""
    return Letter(
        kind=CONFIRM,
        to=application.email,
        subject=_("Confirm your application"),
        parts=[
            Paragraph(_("Press the button on the page that opens, and we get the application.")),
            Action(_("Confirm the application"), url),
            Paragraph(_("The link works for a week. Then the application is deleted.")),
        ],
        foot=not_you(),
    )


def receipt(application: Application) -> Letter:
    """Says what happens now."""
    return Letter(
        kind=RECEIPT,
        to=application.email,
        subject=_("We have your application"),
        parts=[
            Paragraph(_("Thank you. We read it and write to this address.")),
            Paragraph(
                _("You can always withdraw the application or have it deleted: answer this mail.")
            ),
        ],
        foot=not_you(),
    )


def notice(application: Application, *, to: str, admin_url: str) -> Letter:
    """Tells the secretariat; an answer goes to the applicant."""
    parts: list[Part] = [
        Facts(
            [
                (_("Wants to become"), application.get_kind_display()),
                (_("Organisation"), application.organisation),
                (_("Role"), application.role),
                (_("Mail"), application.email),
                (_("Website"), application.website),
            ]
        ),
        Quote(application.message),
        Action(_("Open the application"), admin_url),
    ]
    return Letter(
        kind=NOTICE,
        to=to,
        reply_to=application.email,
        subject=_("Application from %(organisation)s") % {"organisation": application.organisation},
        parts=parts,
    )
