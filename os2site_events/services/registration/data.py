"""What registrations hold of people, and how long."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.personal_data import PersonalRecord
from os2site_events.enums import WANTED, ParticipantState
from os2site_events.models import Participant, Registration, SeatBook
from os2site_events.services.registration import letters
from os2site_events.services.registration.access import registered_events
from os2site_events.services.registration.own import fill
from os2site_events.services.registration.receiving import purge_unconfirmed
from os2site_events.services.registration.seats import locked
from os2site_events.services.registration.statistics import counted

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: For events whose page says nothing because it is gone or postponed without an end.
DAY: Final = datetime.timedelta(days=1)


class RegistrationHandler:
    """Registrations for events."""

    name = gettext_lazy("registrations for events")

    def purge(self, *, now: datetime.datetime) -> int:
        """Delete what its event says is kept no longer, sensitive answers first."""
        gone = purge_unconfirmed(now=now)
        for event in registered_events(ends_at__lte=now):
            if event.ends_at + event.keep_days * DAY <= now:
                gone += _delete_all(event.pk)
            elif event.ends_at + event.keep_sensitive_days * DAY <= now:
                rows = Participant.objects.filter(event_id=event.pk)
                gone += rows.exclude(sensitive_answers=[]).update(sensitive_answers=[])
        return gone

    def find(self, *, email: str) -> Sequence[PersonalRecord]:
        """The person's registrations, the oldest first."""
        return [
            PersonalRecord(
                title=_("Registration for %(event)s") % {"event": row.event.title},
                stored_at=row.created_at,
                data=_data_of(row),
            )
            for row in self._of(email)
            .select_related("event")
            .prefetch_related("participants")
            .order_by("created_at")
        ]

    def delete(self, *, email: str) -> int:
        """Delete the person's registrations; seats that become free are offered to others."""
        deleted = 0
        for event_id in sorted(set(self._of(email).values_list("event_id", flat=True))):
            with locked(event_id=event_id) as seats, letters.in_language(seats.event):
                for registration in self._of(email).filter(event_id=event_id):
                    for person in registration.participants.filter(state__in=WANTED):
                        seats.release(person, ParticipantState.CANCELLED)
                    registration.delete()
                    deleted += 1
                fill(seats)
        return deleted

    def _of(self, email: str) -> QuerySet[Registration]:
        return Registration.objects.filter(email__iexact=email)


def _delete_all(event_id: int) -> int:
    with transaction.atomic():
        registrations = Registration.objects.filter(event_id=event_id)
        number = registrations.count()
        if number:
            SeatBook.objects.filter(pk=event_id).update(figures=counted(event_id=event_id))
            registrations.delete()
        return number


def _data_of(registration: Registration) -> dict[str, Any]:
    consented = registration.consented_at
    return {
        "event": registration.event.title,
        "name": registration.name,
        "email": registration.email,
        "organisation": registration.organisation,
        "note": registration.note,
        "consented_at": consented.isoformat() if consented else None,
        "persons": [
            {
                "name": person.name,
                "state": person.get_state_display(),
                "group": person.group,
                "answers": dict(person.answers),
                "sensitive_answers": dict(person.sensitive_answers),
                "came_at": person.checked_in_at.isoformat() if person.checked_in_at else None,
            }
            for person in registration.participants.all()
        ],
    }


HANDLERS = (RegistrationHandler(),)
