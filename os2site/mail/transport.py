"""One try to hand a mail to the mail server, and what came of it."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

import django
from django.core import mail
from django.core.mail import EmailMultiAlternatives

if TYPE_CHECKING:
    from os2site.models import OutgoingMail

#: From here on a mail server's answer is final.
PERMANENT = 500


class Result(Enum):
    """What came of a try."""

    SENT = "sent"
    #: Certainly not sent; another try may go better.
    LATER = "later"
    #: The server did not answer at all: other mails need not be tried now.
    NO_SERVER = "no server"
    #: The text was under way when the connection broke: nobody knows.
    UNSURE = "unsure"
    #: The server refuses this mail for good.
    REFUSED = "refused"


@dataclass(frozen=True)
class Outcome:
    """The result, and for people why."""

    result: Result
    error: str = ""


def message_of(row: OutgoingMail) -> EmailMultiAlternatives:
    """The mail as Django sends it; the same identifier in each try."""
    message = EmailMultiAlternatives(
        subject=row.subject,
        body=row.text,
        to=[row.to],
        reply_to=[row.reply_to] if row.reply_to else None,
        headers={
            "Message-ID": row.message_id,
            # Programs that answer by themselves (absence, lists) leave such mails alone.
            "Auto-Submitted": "auto-generated",
            **({"Content-Language": row.language} if row.language else {}),
            **row.headers,
        },
    )
    if row.html:
        message.attach_alternative(row.html, "text/html")
    for file in row.attachments.all():
        message.attach(file.name, bytes(file.content), file.content_type)
    return message


def send(row: OutgoingMail) -> Outcome:
    """Try once. What goes wrong is an outcome and no exception."""
    try:
        message = message_of(row)
        # Made here, so that what can't be written is told from what the server says.
        message.message().as_bytes()
    except Exception as error:  # A row that can't be made into a mail must not stop the others.
        return Outcome(Result.REFUSED, _words(error))
    connection: Any = _connection()
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        _close(connection)
        return Outcome(Result.NO_SERVER, _words(error))
    text_sent = _watch_text(connection)
    try:
        connection.send_messages([message])
    except (smtplib.SMTPException, OSError) as error:
        return _judged(error, text_sent=bool(text_sent))
    finally:
        _close(connection)
    return Outcome(Result.SENT)


def _connection() -> Any:
    if django.VERSION >= (6, 1):
        return mail.mailers.default
    return mail.get_connection()


def _watch_text(connection: Any) -> list[bool]:
    """A list that gets an entry when the server is given the text: before that, nothing is sent.

    Backends without an SMTP client of Python's tell nothing; theirs counts as sent from the start,
    so that no mail goes out again and again.
    """
    client = getattr(connection, "connection", None)
    if not isinstance(client, smtplib.SMTP):
        return [True]
    begun: list[bool] = []
    give_text = client.data

    def data(msg: Any) -> Any:
        begun.append(True)
        return give_text(msg)

    client.data = data  # type: ignore[method-assign]
    return begun


def _judged(error: Exception, *, text_sent: bool) -> Outcome:
    words = _words(error)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        # A row has one recipient.
        code, reason = next(iter(error.recipients.values()), (0, b""))
        words = f"{code} {_decoded(reason)}"
        return Outcome(Result.REFUSED if code >= PERMANENT else Result.LATER, words)
    if isinstance(error, smtplib.SMTPDataError):
        # An answer, so the server has not taken it.
        refused = error.smtp_code >= PERMANENT
        return Outcome(Result.REFUSED if refused else Result.LATER, words)
    if isinstance(error, (smtplib.SMTPResponseException, smtplib.SMTPNotSupportedError)):
        return Outcome(Result.LATER, words)
    return Outcome(Result.UNSURE if text_sent else Result.NO_SERVER, words)


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_decoded(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"[:500]


def _decoded(answer: Any) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)


def _close(connection: Any) -> None:
    """What goes wrong in taking leave changes nothing."""
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        connection.connection = None
