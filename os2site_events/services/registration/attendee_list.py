"""The list of an event's participants: searched, counted, and put in the waiting list's order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.utils import timezone

from os2site.page_types import get_page_model
from os2site_events.enums import SEATED, ParticipantState
from os2site_events.models import Participant

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Counts:
    """How many of an event's participants stand where.

    :param capacity: seats in all; ``None`` without a limit.
    """

    seats: int = 0
    capacity: int | None = None
    waiting: int = 0
    pending: int = 0
    unconfirmed: int = 0
    gone: int = 0
    came: int = 0

    @property
    def seats_text(self) -> str:
        """As in "12/20"."""
        return str(self.seats) if self.capacity is None else f"{self.seats}/{self.capacity}"


def participants(*, event_id: int) -> QuerySet[Participant]:
    """All of an event's participants with their registrations."""
    return Participant.objects.filter(event_id=event_id).select_related("registration")


def search(rows: QuerySet[Participant], *, text: str) -> QuerySet[Participant]:
    """Those with the text in their name, organisation or mail address, however it is written."""
    words = text.split()[:10]
    for word in words:
        # SQLite compares only a to z without regard to case.
        ways = {word, word.lower(), word.upper(), word.capitalize()}
        fields = ("name", "registration__name", "registration__email", "registration__organisation")
        found = [Q(**{f"{field}__icontains": way}) for field in fields for way in sorted(ways)]
        rows = rows.filter(reduce(or_, found))
    return rows


def counts(*, event: Any) -> Counts:
    """The figures above the list; one query."""
    return _counted(_states(event_id=event.pk), event.capacity)


def waiting_places(*, event_id: int) -> Mapping[int, int]:
    """Key of each participant that waits, with the place from 1; one query."""
    waiting = Participant.objects.filter(event_id=event_id, state=ParticipantState.WAITING)
    keys = waiting.order_by("queue").values_list("pk", flat=True)
    return {key: place for place, key in enumerate(keys, start=1)}


def events_to_answer(*, event_ids: Any) -> list[Any]:
    """Events of these that are still to come and have persons who wait for the organiser.

    Each has their number as ``waiting``.
    """
    pending = Participant.objects.filter(
        event_id=OuterRef("pk"), state=ParticipantState.PENDING
    ).order_by()
    number = pending.values("event_id").annotate(n=Count("pk")).values("n")
    events = get_page_model("event")._default_manager.filter(pk__in=event_ids)
    return list(
        events.filter(ends_at__gt=timezone.now())
        .annotate(waiting=Subquery(number, output_field=IntegerField()))
        .filter(waiting__gt=0)
        .order_by("starts_at")
        .only("pk", "title")
    )


def group_names(*, event: Any) -> list[str]:
    """Groups of the form, and those that participants have from before it was changed."""
    own = [row.name for row in event.quotas.all()]
    rows = Participant.objects.filter(event_id=event.pk).exclude(group="")
    used = rows.order_by("group").values_list("group", flat=True).distinct()
    return list(dict.fromkeys([*own, *used]))


def _states(*, event_id: int) -> Mapping[str, tuple[int, int]]:
    rows = (
        Participant.objects.filter(event_id=event_id)
        .order_by()
        .values("state")
        .annotate(n=Count("pk"), came=Count("checked_in_at"))
    )
    return {row["state"]: (row["n"], row["came"]) for row in rows}


def _counted(states: Mapping[str, tuple[int, int]], capacity: int | None) -> Counts:
    def number(*names: ParticipantState) -> int:
        return sum(states.get(name, (0, 0))[0] for name in names)

    return Counts(
        seats=number(*SEATED),
        capacity=capacity,
        waiting=number(ParticipantState.WAITING),
        pending=number(ParticipantState.PENDING),
        unconfirmed=number(ParticipantState.UNCONFIRMED),
        gone=number(ParticipantState.CANCELLED, ParticipantState.LAPSED, ParticipantState.DECLINED),
        came=sum(came for __, came in states.values()),
    )
