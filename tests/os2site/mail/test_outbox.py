"""Mails are sent once, after the commit, whatever the mail server and the process do."""

from __future__ import annotations

import datetime
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from os2site import due_work
from os2site.mail import outbox
from os2site.mail.letters import Action, Attachment, Facts, Letter, Paragraph, Quote
from os2site.models import MailAttachment, MailState, OutgoingMail
from tests.fixtures.mail import MailServer, free_port, use_smtp
from tests.os2site.project import processes

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def letter(**values: Any) -> Letter:
    values = {
        "kind": "prøve",
        "to": "anne@kommune.example",
        "subject": "Hej Anne",
        "parts": [Paragraph("Kære Anne"), Action("Bekræft", "https://os2.example/x/")],
        **values,
    }
    return Letter(**values)


def later(minutes: float) -> None:
    """Let that time pass for all mails."""
    past = datetime.timedelta(minutes=minutes)
    for row in OutgoingMail.objects.all():
        row.due_at -= past
        row.claimed_at = row.claimed_at and row.claimed_at - past
        row.ended_at = row.ended_at and row.ended_at - past
        row.save()


def only() -> OutgoingMail:
    return OutgoingMail.objects.get()


def test_a_letter_arrives_as_text_and_html_with_its_file(mail_server: MailServer) -> None:
    with override("da"):
        row = outbox.post(
            letter(
                reply_to="spoerger@firma.example",
                headers={"List-Unsubscribe": "<https://os2.example/fra/>"},
                attachments=[Attachment("møde.ics", "text/calendar", b"BEGIN:VCALENDAR")],
            )
        )
    assert outbox.run_due() == 1
    (message,) = mail_server.messages
    assert mail_server.recipients == ["anne@kommune.example"]
    assert message["Subject"] == "Hej Anne"
    assert message["Reply-To"] == "spoerger@firma.example"
    assert message["List-Unsubscribe"] == "<https://os2.example/fra/>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "da"
    assert message["Message-ID"] == row.message_id
    assert "https://os2.example/x/" in message.get_body(("plain",)).get_content()
    assert 'lang="da"' in message.get_body(("html",)).get_content()
    (file,) = message.iter_attachments()
    assert file.get_filename() == "møde.ics"
    assert only().state == MailState.SENT
    assert outbox.run_due() == 0
    assert len(mail_server.messages) == 1


def test_what_is_rolled_back_sends_nothing(mail_server: MailServer) -> None:
    with transaction.atomic():
        outbox.post(letter())
        transaction.set_rollback(True)
    assert outbox.run_due() == 0
    assert mail_server.messages == []


def test_names_with_line_breaks_and_markup_stay_names(mail_server: MailServer) -> None:
    name = 'Anne\r\nBcc: alle@os2.example\n<b onclick="x()">&'
    outbox.post(
        letter(
            subject=f"Hej {name}\x00\u2028slut",
            parts=[Paragraph(f"Kære {name}"), Facts([("Navn", name)]), Quote(f"{name}\n.\nQUIT")],
        )
    )
    outbox.run_due()
    (message,) = mail_server.messages
    assert message["Subject"] == 'Hej Anne Bcc: alle@os2.example <b onclick="x()">& slut'
    assert message["Bcc"] is None
    assert mail_server.recipients == ["anne@kommune.example"]
    html = message.get_body(("html",)).get_content()
    assert "<b " not in html
    assert "&lt;b onclick=" in html
    assert "> QUIT" in message.get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    "values",
    [
        {"to": "anne@kommune.example\nBcc: x@y.example"},
        {"to": ""},
        {"to": "anne@kommune.example, b@c.example"},
        {"reply_to": "Anne <anne@kommune.example>"},
        {"headers": {"X-Other": "a\r\nBcc: x@y.example"}},
        {"headers": {"X-Other\nBcc": "a"}},
    ],
)
def test_a_letter_that_would_break_the_head_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        letter(**values)


def test_a_server_that_is_down_delays_and_loses_nothing(settings: Any) -> None:
    use_smtp(settings, free_port())
    outbox.post(letter())
    outbox.post(letter(to="b@kommune.example"))
    assert outbox.run_due() == 0
    tried, untried = OutgoingMail.objects.order_by("pk")
    assert (tried.state, tried.attempts) == (MailState.WAITING, 1)
    assert "refused" in tried.error.lower()
    assert tried.due_at > timezone.now()
    # The second would have waited for the same server.
    assert (untried.state, untried.attempts) == (MailState.WAITING, 0)


def test_a_server_that_comes_back_gets_all(mail_server: MailServer, settings: Any) -> None:
    use_smtp(settings, free_port())
    outbox.post(letter())
    outbox.run_due()
    use_smtp(settings, mail_server.port)  # type: ignore[attr-defined]
    assert outbox.run_due() == 0, "too early"
    later(1.1)
    assert outbox.run_due() == 1
    assert only().state == MailState.SENT


def test_pauses_grow_to_a_bound_and_then_it_is_given_up(settings: Any) -> None:
    use_smtp(settings, free_port())
    outbox.post(letter())
    pauses = []
    for __ in range(outbox.MAX_ATTEMPTS):
        assert only().state == MailState.WAITING
        started = timezone.now()
        outbox.drain()
        pauses.append(only().due_at - started)
        later(121)
    assert only().state == MailState.FAILED
    assert pauses[0] < pauses[1] < pauses[4]
    assert max(pauses) <= outbox.LONGEST_PAUSE + datetime.timedelta(minutes=1)
    assert outbox.drain() == outbox.Drained()


def test_a_recipient_that_is_refused_is_given_up_and_stops_no_other(
    mail_server: MailServer,
) -> None:
    mail_server.refused = {
        "vaek@kommune.example": "550 no such mailbox",
        "fuld@kommune.example": "450 try later",
    }
    for name in ("vaek", "fuld", "anne"):
        outbox.post(letter(to=f"{name}@kommune.example"))
    assert outbox.run_due() == 1
    states = dict(OutgoingMail.objects.values_list("to", "state"))
    assert states == {
        "vaek@kommune.example": MailState.FAILED,
        "fuld@kommune.example": MailState.WAITING,
        "anne@kommune.example": MailState.SENT,
    }
    assert "no such mailbox" in OutgoingMail.objects.get(state=MailState.FAILED).error


def test_a_text_that_is_refused_is_not_sent_again(mail_server: MailServer) -> None:
    mail_server.data_answer = "554 looks like spam"
    outbox.post(letter())
    outbox.run_due()
    assert (only().state, only().attempts) == (MailState.FAILED, 1)


def test_a_server_too_slow_to_answer_gets_at_most_one_repeat(mail_server: MailServer) -> None:
    mail_server.delay = 2
    outbox.post(letter())
    for __ in range(4):
        outbox.run_due()
        later(200)
    assert 1 <= len(mail_server.messages) <= 2
    assert len(set(mail_server.ids())) == 1
    assert only().state == MailState.FAILED


def test_two_workers_send_a_mail_once(mail_server: MailServer, monkeypatch: Any) -> None:
    outbox.post(letter())
    send = outbox.transport.send

    def send_while_another_drains(row: OutgoingMail) -> Any:
        assert outbox.drain() == outbox.Drained()
        return send(row)

    monkeypatch.setattr(outbox.transport, "send", send_while_another_drains)
    assert outbox.drain().sent == 1
    assert len(mail_server.messages) == 1


PREPARED = """
import django; django.setup()
import datetime, os, signal
from os2site.mail import outbox, transport
from os2site.models import OutgoingMail

send = transport.send

def state():
    return OutgoingMail.objects.get().state

def later():
    row, past = OutgoingMail.objects.get(), datetime.timedelta(hours=3)
    claimed = row.claimed_at and row.claimed_at - past
    OutgoingMail.objects.update(claimed_at=claimed, due_at=row.due_at - past)

def send_and_die(row):
    assert send(row).result is transport.Result.SENT
    os.kill(os.getpid(), signal.SIGKILL)
"""
KILLED = """
transport.send = send_and_die
outbox.run_due()
"""
KILLED_AGAIN = (
    """
outbox.run_due()
assert state() == "sendes"  # Nobody takes it while it may be under way.
later()
outbox.run_due()
assert state() == "venter"  # Released, to be tried after a pause.
later()
"""
    + KILLED
)
AFTERWARDS = """
later()
outbox.run_due()
assert state() == "opgivet"
"""


def test_a_worker_killed_between_sending_and_noting_repeats_once(
    mail_server: MailServer, tmp_path: Path
) -> None:
    outbox.post(letter())
    processes.copy_database(tmp_path / "db.sqlite3")
    variables = {
        "OS2SITE_EMAIL_HOST": "127.0.0.1",
        "OS2SITE_EMAIL_PORT": str(mail_server.port),  # type: ignore[attr-defined]
        "DJANGO_SETTINGS_MODULE": "os2site.project.settings",
    }

    def run(code: str) -> subprocess.Popen[str]:
        return processes.start("-c", PREPARED + code, folder=tmp_path, **variables)

    for code in (KILLED, KILLED_AGAIN):
        process = run(code)
        output, __ = process.communicate(timeout=120)
        assert process.returncode == -signal.SIGKILL, output
    processes.finished(run(AFTERWARDS))
    assert len(mail_server.messages) == 2
    assert len(set(mail_server.ids())) == 1


def test_old_mails_lose_address_and_texts(mail_server: MailServer) -> None:
    outbox.post(letter(attachments=[Attachment("a.txt", "text/plain", b"hemmeligt")]))
    mail_server.refused = {"vaek@kommune.example": "550 no such mailbox"}
    outbox.post(letter(to="vaek@kommune.example"))
    outbox.run_due()
    assert outbox.purge() == 0
    later(8 * 24 * 60)
    assert outbox.purge() == 1
    sent = OutgoingMail.objects.get(state=MailState.SENT)
    assert (sent.to, sent.subject, sent.text, sent.html, sent.emptied) == ("", "", "", "", True)
    assert not MailAttachment.objects.exists()
    failed = OutgoingMail.objects.get(state=MailState.FAILED)
    assert failed.to == "vaek@kommune.example"
    later(23 * 24 * 60)
    assert outbox.purge() == 1
    failed.refresh_from_db()
    assert (failed.to, failed.error) == ("", "")
    assert not outbox.retry(mail_id=failed.pk)


def test_due_work_sends_mails(mail_server: MailServer) -> None:
    outbox.post(letter())
    outcomes = {outcome.name: outcome for outcome in due_work.run_all() or []}
    assert outcomes["mails"].count == 1
    assert len(mail_server.messages) == 1


def test_many_mails_cost_as_many_queries_each(
    mail_server: MailServer, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        outbox.post(letter(to=f"n{number}@kommune.example"))
    with django_assert_max_num_queries(30 * 8 + 6):
        assert outbox.run_due() == 30
