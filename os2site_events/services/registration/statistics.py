"""What became of an event's seats, also when the registrations are deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from os2site.enums import OrganisationType
from os2site.models import Organisation
from os2site_events.enums import SEATED
from os2site_events.models import Participant, Registration
from os2site_events.services.registration.data import figures
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
    sums = figures(event_id=event.pk)
    seats, came = sums.get("seats", 0), sums.get("came", 0)
    is_over = event.ends_at <= timezone.now()
    share = round(100 * (seats - came) / seats) if is_over and seats and came else None
    kept = Registration.objects.filter(event_id=event.pk).exists()
    rows = Participant.objects.filter(event_id=event.pk, state__in=SEATED).order_by()
    return Statistics(
        seats=seats,
        waiting=sums.get("waiting", 0),
        cancelled=sums.get("cancelled", 0),
        came=came,
        absent_share=share,
        by_group=_by_group(rows),
        by_type=_by_type(rows),
        is_purged=not kept and bool(sums.get("seats") or sums.get("cancelled")),
    )


def _by_group(rows: Any) -> list[Part]:
    found = rows.exclude(group="").values("group").annotate(n=Count("pk"), came=_CAME)
    return [Part(row["group"], row["n"], row["came"]) for row in found.order_by("group")]


def _by_type(rows: Any) -> list[Part]:
    """By the kind of organisation, where it is one of the register."""
    keyed = rows.values("organisation_key").annotate(n=Count("pk"), came=_CAME)
    counted = {row["organisation_key"]: (row["n"], row["came"]) for row in keyed}
    if not counted:
        return []
    types = _types()
    sums: dict[str, tuple[int, int]] = {}
    for key, (number, came) in counted.items():
        kind = types.get(key, "")
        before = sums.get(kind, (0, 0))
        sums[kind] = (before[0] + number, before[1] + came)
    labels = {**dict(OrganisationType.choices), "": _("Not in the register")}
    return [Part(str(labels[kind]), *sums[kind]) for kind in labels if kind in sums]


def _types() -> Mapping[str, str]:
    rows = Organisation.objects.exclude(type="").values_list("name", "type")
    return {organisation_key(name): kind for name, kind in rows}


_CAME = Count("checked_in_at")
