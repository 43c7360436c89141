"""Deadlines of a general assembly, computed from the by-laws' figures."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site_events.services.times import long_date

if TYPE_CHECKING:
    from os2site_events.page_mixins import EventPageMixin


@dataclass(frozen=True)
class Deadline:
    """A day of the schedule; :func:`~os2site_events.services.assembly.schedule` makes them.

    :param latest: the day is a limit, and it may happen before.
    """

    name: str
    date: datetime.date
    title: str
    text: str
    latest: bool = False


def schedule(*, event: EventPageMixin) -> list[Deadline]:
    """The assembly's days in their order; empty for an event without one."""
    if not event.has_assembly:
        return []
    day = event.local_start.date()
    notice, due = event.assembly_notice_days, event.assembly_proposals_due_days
    papers, minutes = event.assembly_papers_days, event.assembly_minutes_days
    found = [
        Deadline(
            "notice",
            day - datetime.timedelta(days=notice),
            _("Notice is sent"),
            ngettext("At least %(n)s day before", "At least %(n)s days before", notice)
            % {"n": notice},
            latest=True,
        ),
        Deadline(
            "proposals",
            day - datetime.timedelta(days=due),
            _("Proposals must be in"),
            _("%(before)s, to %(email)s") % {"before": _before(due), "email": event.contact_email}
            if event.contact_email
            else _before(due),
            latest=True,
        ),
        Deadline(
            "papers",
            day - datetime.timedelta(days=papers),
            _("Proposals and accounts are out"),
            _before(papers),
        ),
        Deadline("assembly", day, _("General assembly"), _votes(event)),
        Deadline(
            "minutes",
            event.local_end.date() + datetime.timedelta(days=minutes),
            _("The minutes are public"),
            ngettext("At most %(n)s day after", "At most %(n)s days after", minutes)
            % {"n": minutes},
            latest=True,
        ),
    ]
    return sorted(found, key=lambda deadline: deadline.date)


def warnings(*, event: EventPageMixin, today: datetime.date | None = None) -> list[str]:
    """What the editor should look at: a month that the by-laws don't allow, days that passed."""
    if not event.has_assembly:
        return []
    today = today or timezone.localdate()
    found = []
    day = event.local_start.date()
    if event.assembly_months and f"{day.month:02}" not in event.assembly_months:
        found.append(_("The by-laws don't allow a general assembly in this month."))
    found += _late_notice(event)
    promised = {row.type: row for row in event.materials.all()}  # type: ignore[attr-defined]
    for deadline in schedule(event=event):
        if deadline.date > today:
            continue
        if deadline.name == "notice" and not event.live:  # type: ignore[attr-defined]
            found.append(_("The day for the notice has passed, and the event is not published."))
        elif deadline.name == "notice" and event.assembly_notice_sent_on is None:
            found.append(
                _("Notice should be sent by %(date)s, and nobody has stated that it was.")
                % {"date": long_date(deadline.date)}
            )
        if deadline.name == "papers" and not _is_there(promised.get("regnskab")):
            found.append(_("The accounts should be out, and no document is attached."))
        if deadline.name == "minutes" and not _is_there(promised.get("referat")):
            found.append(_("The minutes should be public, and no document is attached."))
    found += _late_papers(event, promised.values(), today)
    return found


def editor_schedule(*, event: EventPageMixin) -> dict[str, Any] | None:
    """Context of the editor's panel; ``None`` while there is no assembly or no date."""
    if not event.has_assembly or event.starts_at is None or event.ends_at is None:
        return None
    return {"schedule": schedule(event=event), "warnings": warnings(event=event)}


def _late_notice(event: EventPageMixin) -> list[str]:
    """A notice that was sent later than the by-laws want makes the assembly open to challenge."""
    if event.assembly_notice_sent_on is None:
        return []
    due = event.local_start.date() - datetime.timedelta(days=event.assembly_notice_days)
    days = (event.assembly_notice_sent_on - due).days
    if days <= 0:
        return []
    text = ngettext(
        "Notice was sent %(n)s day too late: %(date)s was the last day.",
        "Notice was sent %(n)s days too late: %(date)s was the last day.",
        days,
    )
    return [text % {"n": days, "date": long_date(due)}]


def _late_papers(event: EventPageMixin, rows: Iterable[Any], today: datetime.date) -> list[str]:
    """Papers besides accounts and minutes, such as the agenda, that are promised by now."""
    first_day, last_day = event.local_start.date(), event.local_end.date()
    found = []
    for row in rows:
        day = row.available_on(first_day=first_day, last_day=last_day)
        if row.type in {"regnskab", "referat"} or _is_there(row) or day is None or day > today:
            continue
        found.append(
            _("“%(title)s” is promised by %(date)s, and no document is attached.")
            % {"title": row.title, "date": long_date(day)}
        )
    return found


def _is_there(row: Any) -> bool:
    return row is not None and row.document_id is not None


def _before(days: int) -> str:
    return ngettext("%(n)s day before", "%(n)s days before", days) % {"n": days}


def _votes(event: EventPageMixin) -> str:
    return ngettext(
        "%(n)s vote for each member", "%(n)s votes for each member", event.assembly_votes
    ) % {"n": event.assembly_votes}
