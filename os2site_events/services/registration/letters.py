"""The mails of a registration, each in the language of the form that was sent.

Nothing that somebody typed into the form is in a mail to the address of that form: nobody can use
it to send a text of their own to somebody else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec

from django.utils.translation import gettext as _
from django.utils.translation import override

from os2site import links
from os2site.mail.letters import Action, Attachment, Facts, Letter, Paragraph, not_you
from os2site_events.enums import EventStatus, ParticipantState
from os2site_events.services.calendar import calendar_file
from os2site_events.services.places import address_lines
from os2site_events.services.registration import versions
from os2site_events.services.registration.addresses import confirm_url, own_url
from os2site_events.services.registration.payment import is_asked
from os2site_events.services.registration.standing import numbers_by_state, standing
from os2site_events.services.registration.tickets import has_tickets
from os2site_events.services.times import capitalised, clock, times, weekday_date

if TYPE_CHECKING:
    from os2site_events.models import Registration

#: Kinds of mail.
RECEIPT: Final = "event-registration"
CONFIRM: Final = "event-registration-confirm"
ALREADY: Final = "event-registration-already"
PROMOTED: Final = "event-seat"
LAPSED: Final = "event-offer-lapsed"
CANCELLED: Final = "event-cancellation"
ANSWER: Final = "event-registration-answer"
CHANGE: Final = "event-change"
REMINDER: Final = "event-reminder"
FOLLOW_UP: Final = "event-follow-up"
NOTICE: Final = "event-notice"
TO_ACCEPT: Final = "event-registration-to-accept"

P = ParamSpec("P")


def _for_reader(
    write: Callable[Concatenate[Registration, P], Letter],
) -> Callable[Concatenate[Registration, P], Letter]:
    """In the language of the form that was sent, and of the event's page in that language."""

    @wraps(write)
    def written(registration: Registration, /, *args: P.args, **words: P.kwargs) -> Letter:
        event: Any = words["event"]
        words["event"] = version = versions.in_language(event=event, language=registration.language)
        with in_language(version):
            return write(registration, *args, **words)

    return written


@_for_reader
def receipt(registration: Registration, *, event: Any, changed: bool = False) -> Letter:
    """How it stands now, with the event for the calendar once there is a seat."""
    subject = _("Your registration is changed: %(event)s") if changed else ""
    return _how_it_stands(registration, event=event, kind=RECEIPT, subject=subject)


@_for_reader
def confirmation(registration: Registration, *, event: Any) -> Letter:
    """Asks whether the address is that of whoever sent the form."""
    token = links.sign(purpose=CONFIRM, value=str(registration.pk))
    return Letter(
        kind=CONFIRM,
        to=registration.email,
        subject=_("Confirm your registration: %(event)s") % {"event": event.title},
        parts=[
            Paragraph(_("Press the button on the page that opens, and you are registered.")),
            _facts(event),
            Action(_("Confirm the registration"), confirm_url(event=event, token=token)),
            Paragraph(_("The link works for two days. No seat is kept for you before that.")),
        ],
        foot=not_you(),
    )


@_for_reader
def already(registration: Registration, *, event: Any) -> Letter:
    """To an address that is registered: the way to the registration there is."""
    return Letter(
        kind=ALREADY,
        to=registration.email,
        subject=_("You are registered already: %(event)s") % {"event": event.title},
        parts=[
            Paragraph(
                _(
                    "Somebody filled in the form with your address. You have a registration "
                    "already, and it is as it was."
                )
            ),
            Paragraph("\n".join(standing(registration))),
            Action(_("See and change your registration"), own_url(registration, event)),
        ],
        foot=not_you(),
    )


@_for_reader
def promoted(registration: Registration, *, event: Any) -> Letter:
    """Somebody on the waiting list got a seat, or is offered one."""
    offers = registration.participants.filter(state=ParticipantState.OFFERED)
    expires = offers.values_list("offer_expires_at", flat=True).order_by("offer_expires_at").first()
    if expires is None:
        return receipt(registration, event=event)
    until = expires.astimezone(event.zone)
    return Letter(
        kind=PROMOTED,
        to=registration.email,
        subject=_("There is a seat for you: %(event)s") % {"event": event.title},
        parts=[
            Paragraph("\n".join(standing(registration))),
            Paragraph(
                _("Accept it before %(day)s at %(time)s. After that it goes to the next one.")
                % {"day": weekday_date(until), "time": clock(until)}
            ),
            Action(_("Accept or decline the seat"), own_url(registration, event)),
            _facts(event),
        ],
        foot=not_you(),
        reply_to=event.contact_email,
    )


@_for_reader
def lapsed(registration: Registration, *, event: Any) -> Letter:
    """The offer was not answered in time."""
    return Letter(
        kind=LAPSED,
        to=registration.email,
        subject=_("The seat went to somebody else: %(event)s") % {"event": event.title},
        parts=[
            Paragraph(_("You did not accept the seat in time, so the next one was asked.")),
            Paragraph(_("You can register again, and come last on the waiting list.")),
            Action(_("Go to the event"), event.full_url),
        ],
        foot=not_you(),
    )


@_for_reader
def cancelled(registration: Registration, *, event: Any) -> Letter:
    """A receipt for who does not come."""
    rest = standing(registration)
    gone = not registration.is_active
    return Letter(
        kind=CANCELLED,
        to=registration.email,
        subject=_("You are no longer registered: %(event)s") % {"event": event.title}
        if gone
        else _("Your registration is changed: %(event)s") % {"event": event.title},
        parts=[
            Paragraph(_("The registration is cancelled.") if gone else "\n".join(rest)),
            *([Action(_("Go to the event"), event.full_url)] if gone else []),
            *([] if gone else [_own(registration, event)]),
        ],
        foot=not_you(),
        attachments=_calendar(event, called_off=True) if gone else (),
    )


@_for_reader
def answer(registration: Registration, *, event: Any) -> Letter:
    """The organiser has accepted or declined."""
    subject = _("Answer to your registration: %(event)s")
    return _how_it_stands(registration, event=event, kind=ANSWER, subject=subject)


@_for_reader
def change(registration: Registration, *, event: Any) -> Letter:
    """Time, place or status of the event are new."""
    texts = {
        EventStatus.CANCELLED: _("The event is cancelled."),
        EventStatus.POSTPONED: _("The event is postponed. You hear from us with the new date."),
    }
    off = texts.get(EventStatus(event.status))
    seated = numbers_by_state(registration)[ParticipantState.CONFIRMED]
    subjects = {
        EventStatus.CANCELLED: _("Cancelled: %(event)s"),
        EventStatus.POSTPONED: _("Postponed: %(event)s"),
    }
    subject = subjects.get(EventStatus(event.status), _("New time or place: %(event)s"))
    return Letter(
        kind=CHANGE,
        to=registration.email,
        subject=subject % {"event": event.title},
        parts=[
            Paragraph(off or _("Time or place of the event are new. This holds now:")),
            *([] if off else [_facts(event, with_link=bool(seated))]),
            _own(registration, event),
        ],
        foot=_registered(),
        reply_to=event.contact_email,
        attachments=_calendar(event) if seated else (),
    )


@_for_reader
def reminder(registration: Registration, *, event: Any) -> Letter:
    """Soon it begins."""
    return Letter(
        kind=REMINDER,
        to=registration.email,
        subject=_("Soon: %(event)s") % {"event": event.title},
        parts=[
            Paragraph(_("We look forward to seeing you.")),
            _facts(event, with_link=True),
            *_own_text(event),
            Paragraph(_("Can't you come? Then give your seat to somebody who waits.")),
            _own(registration, event),
        ],
        foot=_registered(),
        reply_to=event.contact_email,
        attachments=_calendar(event),
    )


@_for_reader
def follow_up(registration: Registration, *, event: Any) -> Letter:
    """The organiser's words to those who came."""
    return Letter(
        kind=FOLLOW_UP,
        to=registration.email,
        subject=_("Thank you for coming: %(event)s") % {"event": event.title},
        parts=[
            *(Paragraph(text) for text in _paragraphs(event.follow_up)),
            Action(_("Go to the event"), event.full_url),
        ],
        foot=_registered(),
        reply_to=event.contact_email,
    )


@_for_reader
def notice(registration: Registration, *, event: Any, subject: str, text: str) -> Letter:
    """What the organiser writes to the registered."""
    return Letter(
        kind=NOTICE,
        to=registration.email,
        subject=subject,
        parts=[
            *(Paragraph(part) for part in _paragraphs(text)),
            _own(registration, event),
        ],
        foot=_registered(),
        reply_to=event.contact_email,
    )


def to_accept(registration: Registration, *, event: Any) -> Letter:
    """Tells the organiser that somebody waits for an answer. Who it is stands on the site."""
    return Letter(
        kind=TO_ACCEPT,
        to=event.contact_email,
        subject=_("A registration waits for you: %(event)s") % {"event": event.title},
        parts=[
            Paragraph(_("Accept or decline it in the administration, in the list of participants."))
        ],
    )


def _how_it_stands(registration: Registration, *, event: Any, kind: str, subject: str) -> Letter:
    """What holds now, with link and calendar file for those with a seat.

    :param subject: empty for one that says how it stands.
    """
    numbers = numbers_by_state(registration)
    seated = numbers[ParticipantState.CONFIRMED]
    return Letter(
        kind=kind,
        to=registration.email,
        subject=(subject or _subject(numbers)) % {"event": event.title},
        parts=[
            Paragraph("\n".join(standing(registration, numbers=numbers))),
            _facts(event, with_link=bool(seated)),
            *(_own_text(event) if seated else []),
            _own(registration, event),
        ],
        foot=not_you(),
        reply_to=event.contact_email,
        attachments=_calendar(event) if seated else (),
    )


def _subject(numbers: Counter[str]) -> str:
    if numbers[ParticipantState.CONFIRMED]:
        return _("You are registered: %(event)s")
    if numbers[ParticipantState.WAITING]:
        return _("You are on the waiting list: %(event)s")
    return _("We have your registration: %(event)s")


def _facts(event: Any, *, with_link: bool = False) -> Facts:
    start, end = event.local_start, event.local_end
    rows = [
        (_("Event"), event.title),
        (_("Time"), f"{capitalised(weekday_date(start))} {times(start, end)}"),
        (_("Place"), ", ".join(address_lines(event=event))),
    ]
    if with_link and event.is_online:
        rows.append((_("Link to the meeting"), event.online_url))
    return Facts(rows)


def _own(registration: Registration, event: Any) -> Action:
    return Action(_("See, change or cancel your registration"), own_url(registration, event))


def _own_text(event: Any) -> Sequence[Paragraph]:
    """What somebody with a seat finds behind the link."""
    texts = []
    if is_asked(event=event):
        texts.append(_("You pay by the link below."))
    if has_tickets(event=event):
        texts.append(_("Your ticket with a QR code is below the link: show it at the door."))
    return [Paragraph(" ".join(texts))] if texts else []


def _registered() -> str:
    return _("You get this mail because you are registered for the event.")


def _paragraphs(text: str) -> Sequence[str]:
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def _calendar(event: Any, *, called_off: bool = False) -> Sequence[Attachment]:
    content = calendar_file(
        events=[event], name=event.title, for_registered=True, called_off=called_off
    )
    return [Attachment(f"{event.slug}.ics", "text/calendar; method=PUBLISH", content)]


def in_language(event: Any) -> override:
    """The language of the event's page."""
    return override(event.locale.language_code)
