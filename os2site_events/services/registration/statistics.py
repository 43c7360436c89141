"""What became of an event's seats, also when the registrations are deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from os2site.enums import OrganisationType
from os2site.models import Organisation
from os2site_events.enums import SEATED, ParticipantState
from os2site_events.models import Participant, SeatBook
from os2site_events.services.registration.receiving import organisation_key


@dataclass(frozen=True)
class Part:
    """Seats and arrivals of a part of the participants."""

    label: str
    seats: int
    came: int


@dataclass(frozen=True)
class Statistics:
    """An event's figures.

    :param absent_share: per cent of the seats whose persons did not come; ``None`` before the end,
        or when nobody was checked in at all.
    :param is_purged: whether the registrations are deleted and only the sums are left.
    """

    seats: int
    waiting: int
    cancelled: int
    came: int
    absent_share: int | None
    by_group: Sequence[Part]
    by_type: Sequence[Part]
    is_purged: bool


def statistics(*, event: Any) -> Statistics:
    """The event's figures; at most six queries."""
    stored = SeatBook.objects.filter(pk=event.pk).values_list("figures", flat=True).first()
    sums: Mapping[str, Any] = stored or counted(event_id=event.pk)
    seats, came = sums["seats"], sums["came"]
    is_over = event.ends_at <= timezone.now()
    labels = {**dict(OrganisationType.choices), "": _("Not in the register")}
    types = sums.get("by_type", {})
    return Statistics(
        seats=seats,
        waiting=sums["waiting"],
        cancelled=sums["cancelled"],
        came=came,
        absent_share=round(100 * (seats - came) / seats) if is_over and seats and came else None,
        by_group=[Part(name, *numbers) for name, numbers in sums.get("by_group", {}).items()],
        by_type=[Part(str(labels[kind]), *types[kind]) for kind in labels if kind in types],
        is_purged=bool(stored),
    )


def counted(*, event_id: int) -> dict[str, Any]:
    """The figures of the registrations there are: numbers that may outlive them."""
    rows = Participant.objects.filter(event_id=event_id).order_by()
    states = Counter(rows.values_list("state", flat=True))
    seated = rows.filter(state__in=SEATED)
    return {
        "seats": sum(states[state] for state in SEATED),
        "waiting": states[ParticipantState.WAITING],
        "cancelled": states[ParticipantState.CANCELLED] + states[ParticipantState.LAPSED],
        "came": rows.exclude(checked_in_at=None).count(),
        "by_group": _by_group(seated),
        "by_type": _by_type(seated),
    }


def _by_group(rows: Any) -> dict[str, tuple[int, int]]:
    found = rows.exclude(group="").values("group").annotate(n=Count("pk"), came=_CAME)
    return {row["group"]: (row["n"], row["came"]) for row in found.order_by("group")}


def _by_type(rows: Any) -> dict[str, tuple[int, int]]:
    """By the kind of organisation; empty for those that are not in the register."""
    keyed = rows.values("organisation_key").annotate(n=Count("pk"), came=_CAME)
    counted_rows = {row["organisation_key"]: (row["n"], row["came"]) for row in keyed}
    types = _types() if counted_rows else {}
    sums: dict[str, tuple[int, int]] = {}
    for key, (number, came) in counted_rows.items():
        kind = types.get(key, "")
        before = sums.get(kind, (0, 0))
        sums[kind] = (before[0] + number, before[1] + came)
    return sums


def _types() -> Mapping[str, str]:
    rows = Organisation.objects.exclude(type="").values_list("name", "type")
    return {organisation_key(name): kind for name, kind in rows}


_CAME = Count("checked_in_at")
