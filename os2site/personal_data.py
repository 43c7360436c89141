"""What the site holds of one person: found, handed over, and deleted, whichever plugin holds it.

Whoever stores personal data contributes a handler of the kind ``personal_data_handlers``. The
kernel's own is for mails. Persons are known by their mail address and nothing else.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from os2site.mail import outbox
from os2site.models import OutgoingMail
from os2site.plugins import registry

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PersonalRecord:
    """One thing that is stored of a person.

    :param title: what it is, for people, such as ``"Enquiry to Driftshuset"``.
    :param data: all that is stored, by names in the recipient's words; values as JSON knows them.
    """

    title: str
    stored_at: datetime.datetime | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


class PersonalDataHandler(Protocol):
    """A contribution of ``personal_data_handlers``.

    Addresses are compared without regard to case: use ``__iexact``.
    """

    @property
    def name(self) -> Any:
        """For the output, the log and the administration, such as ``_("registrations")``."""

    def purge(self, *, now: datetime.datetime) -> int:
        """Delete personal data whose time has passed and return how many records."""

    def find(self, *, email: str) -> Sequence[PersonalRecord]:
        """All that is stored of the person with this address."""

    def delete(self, *, email: str) -> int:
        """Delete it all, or take from it what says whose it is; returns how many records."""


class MailHandler:
    """Mails to the person, sent or waiting; what waits is not sent."""

    name = gettext_lazy("mails")

    def purge(self, *, now: datetime.datetime) -> int:
        return outbox.purge()

    def find(self, *, email: str) -> Sequence[PersonalRecord]:
        return [
            PersonalRecord(
                title=mail.subject,
                stored_at=mail.created_at,
                data={
                    "to": mail.to,
                    "reply_to": mail.reply_to,
                    "subject": mail.subject,
                    "text": mail.text,
                    "state": mail.get_state_display(),
                },
            )
            for mail in self._mails(email).order_by("created_at")
        ]

    def delete(self, *, email: str) -> int:
        return outbox.empty(self._mails(email))

    def _mails(self, email: str) -> Any:
        mails = OutgoingMail.objects
        return mails.filter(to__iexact=email) | mails.filter(reply_to__iexact=email)


@dataclass(frozen=True)
class Found:
    """What one handler has, or why it could not say."""

    name: str
    records: Sequence[PersonalRecord] = ()
    failure: str = ""


@dataclass(frozen=True)
class Deleted:
    """What was deleted, and the handlers that failed: their data is still there."""

    records: int
    failed: Sequence[str]


def find(*, email: str) -> list[Found]:
    """What is stored of the person, by handler; one that fails is named and hides no other."""
    return [_ask(handler, email) for handler in _handlers()]


def delete(*, email: str) -> Deleted:
    """Delete what is stored of the person. A handler that fails stops no other."""
    records, failed = 0, []
    for handler in _handlers():
        try:
            with transaction.atomic():
                records += handler.delete(email=email)
        except Exception:
            # The address may be in the message, and is not to be in the log.
            logger.error("Personal data: %s could not be deleted", type(handler).__name__)
            failed.append(str(handler.name))
    return Deleted(records, failed)


def purges() -> Iterator[tuple[str, Callable[[], int]]]:
    """Name and purge of each handler, for due work."""
    for handler in _handlers():
        yield str(handler.name), _purge(handler)


def _handlers() -> Iterator[PersonalDataHandler]:
    for __, handler in registry.contributions("personal_data_handlers"):
        yield handler
    # Last: what a plugin deletes may have a mail that waits.
    yield MailHandler()


def _purge(handler: PersonalDataHandler) -> Callable[[], int]:
    return lambda: handler.purge(now=timezone.now())


def _ask(handler: PersonalDataHandler, email: str) -> Found:
    name = str(handler.name)
    try:
        return Found(name, list(handler.find(email=email)))
    except Exception as error:
        logger.error("Personal data: %s could not be read", type(handler).__name__)
        return Found(name, failure=type(error).__name__)
