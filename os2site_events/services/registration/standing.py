"""How a registration stands, in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site_events.enums import ParticipantState
from os2site_events.models import Participant

if TYPE_CHECKING:
    from os2site_events.models import Registration


def standing(registration: Registration, *, numbers: Counter[str] | None = None) -> list[str]:
    """A sentence for each state that somebody of the registration is in.

    :param numbers: what :func:`numbers_by_state` gives, where that is known already.
    """
    numbers = numbers_by_state(registration) if numbers is None else numbers
    found = []
    for state, one, many in (
        (ParticipantState.CONFIRMED, _("You have a seat."), _("%(n)s persons have a seat.")),
        (
            ParticipantState.OFFERED,
            _("You are offered a seat."),
            _("%(n)s persons are offered a seat."),
        ),
        (
            ParticipantState.PENDING,
            _("The organiser decides who gets a seat, and writes to you."),
            _("The organiser decides about %(n)s persons, and writes to you."),
        ),
        (
            ParticipantState.DECLINED,
            _("There is no seat for you."),
            _("%(n)s persons got no seat."),
        ),
    ):
        number = numbers[state]
        if number:
            alone = number == 1 and numbers.total() == 1
            found.append(one if alone else many % {"n": number})
    found += _waiting(registration, numbers[ParticipantState.WAITING])
    return found or [_("Nobody of this registration is coming.")]


def _waiting(registration: Registration, number: int) -> list[str]:
    if not number:
        return []
    waiting = Participant.objects.filter(
        event_id=registration.event_id, state=ParticipantState.WAITING
    )
    first = waiting.filter(registration=registration).aggregate(first=Min("queue"))["first"]
    before = waiting.filter(queue__lt=first).count()
    return [
        ngettext(
            "%(n)s person is on the waiting list, as number %(place)s. You hear as soon as there "
            "is a seat.",
            "%(n)s persons are on the waiting list, from number %(place)s. You hear as soon as "
            "there is a seat.",
            number,
        )
        % {"n": number, "place": before + 1}
    ]


def numbers_by_state(registration: Registration) -> Counter[str]:
    """How many of the registration are in which state; those who gave up are not counted."""
    gone = [ParticipantState.CANCELLED, ParticipantState.LAPSED]
    return Counter(
        registration.participants.exclude(state__in=gone).values_list("state", flat=True)
    )
