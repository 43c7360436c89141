"""What tests of registration share: an open event, and somebody who registers."""

from __future__ import annotations

import datetime
import re
from typing import Any

from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from os2site.models import OutgoingMail
from os2site_events.enums import ParticipantState
from os2site_events.forms.registration import PURPOSE
from os2site_events.models import Participant, Registration
from os2site_events.services.registration import receiving
from os2site_events.services.registration.questions import Person
from tests.fixtures.forms import protection

ANNA = "anna@kommune.example"


def in_days(days: float) -> str:
    """A moment from now as the factory takes it."""
    moment = timezone.localtime() + datetime.timedelta(days=days)
    return moment.strftime("%Y-%m-%d %H:%M")


def opened(**values: Any) -> dict[str, Any]:
    """An event that takes registrations, three weeks from now."""
    return {
        "starts_at": in_days(21),
        "ends_at": in_days(21.2),
        "takes_registrations": True,
        "capacity": 2,
        "waiting_list": True,
        "contact_email": "arrangementer@os2.example",
        **values,
    }


def send(event: Any, client: Client | None = None, *, proven: bool = True, **data: Any) -> Any:
    """Send the form as a browser does."""
    cache.clear()
    answers = {
        "name": "Anna Andersen",
        "email": ANNA,
        "organisation": "Æblerup Kommune",
        "number": "1",
        "consent": "on",
        **protection(PURPOSE, proven=proven),
        **data,
    }
    return (client or Client()).post(f"{event.url}tilmelding/", answers)


def registered(event: Any, email: str, *, persons: int = 1, **values: Any) -> Registration:
    """Register by the service, as the form does it."""
    name = email.partition("@")[0].title()
    return receiving.receive(
        event=event,
        answers=receiving.Answers(
            name=name,
            email=email,
            organisation=values.pop("organisation", f"{name} Kommune"),
            persons=[Person(name=f"{name} {n}", **values) for n in range(1, persons + 1)],
        ),
        submission=f"{email}-{timezone.now().timestamp()}",
        proven=True,
    )


def states(event: Any) -> list[tuple[str, str]]:
    """Names with states, in the order in which they came."""
    rows = Participant.objects.filter(event_id=event.pk).order_by("pk")
    return [(row.name, ParticipantState(row.state).name) for row in rows]


def text_of(response: Any) -> str:
    """What a page's main part says."""
    return str(BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True))


def link_in(mail: OutgoingMail, part: str = "tilmelding/") -> str:
    """The path of the link of a kind in a mail."""
    found = re.search(rf"https?://[^/]+(/\S*{part}\S+)", mail.text)
    assert found is not None, mail.text
    return found[1]


def mails(kind: str | None = None) -> list[OutgoingMail]:
    """The mails in the outbox, the oldest first."""
    rows = OutgoingMail.objects.order_by("pk")
    return list(rows.filter(kind=kind) if kind else rows)
