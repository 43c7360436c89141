"""Letters to those who log in for a member."""

from __future__ import annotations

import datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site.contrib.members.models import MemberAccess
from os2site.contrib.members.services import access as accesses
from os2site.mail import outbox
from os2site.mail.letters import Action, Letter, Paragraph
from os2site.models import SiteSettings
from os2site.services.visibility import site_of

INVITATION: Final = "member-invitation"
FORGOTTEN: Final = "member-password"
#: Letters about a forgotten password that one address gets in an hour.
FORGOTTEN_AN_HOUR: Final = 3


def invite(access: MemberAccess) -> None:
    """Write the invitation to an access's account, in the caller's transaction.

    :raises AccessError: when the member's page lies below no list that is published.
    """
    name = _site_name(access)
    organisation = access.page.title
    parts: list[Paragraph | Action] = [
        Paragraph(
            _(
                "You can now read what %(name)s has for its members only, on behalf of "
                "%(organisation)s."
            )
            % {"name": name, "organisation": organisation}
        )
    ]
    if access.user.has_usable_password():
        area = Action(_("Go to the members' area"), accesses.area_url(access))
        parts += [Paragraph(_("Log in with the account that you have already.")), area]
    else:
        parts += [
            Paragraph(_("First choose a password. Your user name is this mail address.")),
            Action(_("Choose a password"), accesses.password_url(access)),
            Paragraph(_link_lasts()),
        ]
    outbox.post(
        Letter(
            kind=INVITATION,
            to=accesses.address_of(access),
            subject=_("Access for %(organisation)s at %(name)s")
            % {"organisation": organisation, "name": name},
            parts=parts,
            foot=_(
                "You get this mail because staff of %(name)s gave you access. Did you not expect "
                "it, you need do nothing."
            )
            % {"name": name},
        )
    )


def send_new_link(email: str) -> None:
    """Write a letter with a link to a new password to whoever has this address and an access.

    Nobody learns from it whether the address is known, and nobody's mailbox is filled.
    """
    access = accesses.open_accesses(email=email).filter(user__is_active=True).first()
    hour_ago = timezone.now() - datetime.timedelta(hours=1)
    sent = outbox.posted_since(kind=FORGOTTEN, to=email, since=hour_ago)
    if access is None or sent >= FORGOTTEN_AN_HOUR:
        return
    name = _site_name(access)
    outbox.post(
        Letter(
            kind=FORGOTTEN,
            to=accesses.address_of(access),
            subject=_("New password at %(name)s") % {"name": name},
            parts=[
                Paragraph(_("Somebody, most likely you, asked for a new password.")),
                Action(_("Choose a password"), accesses.password_url(access)),
                Paragraph(_link_lasts()),
            ],
            foot=_("Did you not ask for it, you need do nothing: your password stays as it is."),
        )
    )


def _link_lasts() -> str:
    days = accesses.link_days()
    return ngettext(
        "The link works for %(days)s day and can be used once.",
        "The link works for %(days)s days and can be used once.",
        days,
    ) % {"days": days}


def _site_name(access: MemberAccess) -> str:
    site = site_of(page=access.page)
    named = SiteSettings.objects.filter(site=site).values_list("name", flat=True).first()
    return named or (site.site_name or site.hostname if site is not None else "")
