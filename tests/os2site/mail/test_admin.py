"""What staff see of mails: state and error, never what a mail says."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone

from os2site.admin.notices import notices
from os2site.mail import outbox
from os2site.mail.letters import Letter, Paragraph
from os2site.models import MailState, OutgoingMail

pytestmark = pytest.mark.django_db
INDEX = "/admin/snippets/os2site/outgoingmail/"


def client_with(*codenames: str) -> Client:
    group = Group.objects.create(name="Sekretariat")
    names = ["access_admin", *codenames]
    group.permissions.set(Permission.objects.filter(codename__in=names))
    user = get_user_model().objects.create_user("sekretær", "s@os2.example", "pw")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def mail(**values: Any) -> OutgoingMail:
    row = outbox.post(
        Letter("prøve", "anne@kommune.example", "Hej <b>", [Paragraph("/hemmeligt-link/")])
    )
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    return row


def test_staff_with_permission_see_state_and_error_and_send_again() -> None:
    row = mail(state=MailState.FAILED, error="550 <script>", ended_at=timezone.now(), attempts=3)
    client = client_with("view_outgoingmail", "change_outgoingmail")

    shown = client.get(INDEX).content.decode()
    assert "Hej &lt;b&gt;" in shown
    assert "Opgivet" in shown
    assert "<script>" not in shown.split("<main", 1)[1].replace("<script src", "")
    page = client.get(f"{INDEX}inspect/{row.pk}/").content.decode()
    assert "anne@kommune.example" in page
    assert "hemmeligt-link" not in page
    assert "Send igen" in page
    assert "Mail" in client.get("/admin/").content.decode()

    assert client.get(f"/admin/os2site/mails/{row.pk}/retry/").status_code == 405
    client.post(f"/admin/os2site/mails/{row.pk}/retry/")
    row.refresh_from_db()
    assert (row.state, row.attempts) == (MailState.WAITING, 0)


def test_who_may_only_look_can_not_send_again() -> None:
    row = mail(state=MailState.FAILED, ended_at=timezone.now())
    client = client_with("view_outgoingmail")
    assert "Send igen" not in client.get(f"{INDEX}inspect/{row.pk}/").content.decode()
    assert client.post(f"/admin/os2site/mails/{row.pk}/retry/").status_code == 302
    row.refresh_from_db()
    assert row.state == MailState.FAILED


@pytest.mark.parametrize("path", ["", "add/", "edit/{}/", "delete/{}/"])
def test_nobody_writes_or_deletes_mails(path: str, admin_client: Client) -> None:
    row = mail()
    response = admin_client.get(f"{INDEX}{path.format(row.pk)}")
    assert response.status_code == (200 if not path else 302)
    assert OutgoingMail.objects.count() == 1


def test_others_see_nothing_of_mails() -> None:
    mail()
    client = client_with()
    assert client.get(INDEX).status_code == 302
    assert INDEX not in client.get("/admin/").content.decode()


def test_the_start_page_tells_of_mails_that_wait_or_were_given_up(rf: Any) -> None:
    hour = datetime.timedelta(hours=1)
    mail(created_at=timezone.now() - hour)
    mail(state=MailState.FAILED, ended_at=timezone.now())
    request = rf.get("/admin/")
    request.user = get_user_model().objects.create_superuser("chef", "c@os2.example", "pw")
    texts = " ".join(notice.text for notice in notices(request))
    assert "1 mail har ventet" in texts
    assert "1 mail kunne ikke sendes" in texts


def test_a_long_list_costs_as_many_queries_as_a_short_one(
    admin_client: Client, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    mail()
    admin_client.get(INDEX)
    with CaptureQueriesContext(connection) as few:
        admin_client.get(INDEX)
    for __ in range(29):
        mail()
    with django_assert_max_num_queries(len(few)):
        admin_client.get(INDEX)
