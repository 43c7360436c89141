"""From a form to a decision, and away again."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from os2site import links
from os2site.contrib.applications.enums import DECIDED, ApplicationState
from os2site.contrib.applications.models import Application, ApplicationStep
from os2site.contrib.applications.services import letters
from os2site.mail import outbox

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Purpose of the form and of its links.
PURPOSE = "application"
LINK_AGE = datetime.timedelta(days=7)
#: Days until an application is deleted: unconfirmed, confirmed, and after the decision.
UNCONFIRMED_DAYS, KEPT_DAYS, DECIDED_DAYS = 8, 365, 90
#: Applications with one mail address in a day.
DAILY_LIMIT = 3


class TooMany(Exception):  # noqa: N818 (says what it is)
    """The mail address has had its applications for today."""


@dataclass(frozen=True)
class Answers:
    """What the applicant wrote."""

    organisation: str
    role: str
    email: str
    website: str = ""
    message: str = ""


def receive(*, page: Any, answers: Answers, submission: str, request: HttpRequest) -> Application:
    """Store an application and ask by mail whether it is meant. The same form twice is one.

    :raises TooMany: when the address has had its applications for today; nothing is stored.
    """
    known = Application.objects.filter(submission=submission).first()
    if known is not None:
        return known
    since = timezone.now() - datetime.timedelta(days=1)
    posted = outbox.posted_since(kind=letters.CONFIRM, to=answers.email, since=since)
    if posted >= DAILY_LIMIT:
        raise TooMany
    with transaction.atomic():
        application, is_new = Application.objects.get_or_create(
            submission=submission,
            defaults={
                "kind": page.kind,
                "page_id": page.pk,
                "organisation": answers.organisation,
                "role": answers.role,
                "email": answers.email,
                "website": answers.website,
                "message": answers.message,
                "delete_on": _in_days(UNCONFIRMED_DAYS),
            },
        )
        if is_new:
            ApplicationStep.objects.create(application=application, state=application.state)
            token = links.sign(purpose=PURPOSE, value=str(application.pk))
            url = f"{page.get_full_url(request)}bekraeft/{token}/"
            outbox.post(letters.confirmation(application, url=url))
    return application


def by_link(*, value: str, page: Any) -> Application | None:
    """The application that a link to this page is about."""
    pk = links.record_id(value)
    return Application.objects.filter(pk=pk, page_id=page.pk).first()


def confirm(application: Application, *, page: Any) -> None:
    """The applicant means it: tell the secretariat. Once, also when two ask at once."""
    with transaction.atomic():
        waiting = Application.objects.filter(pk=application.pk, confirmed_at=None)
        confirmed = waiting.update(confirmed_at=timezone.now(), delete_on=_in_days(KEPT_DAYS))
        if not confirmed:
            return
        Application.objects.filter(pk=application.pk, state=ApplicationState.RECEIVED).update(
            state=ApplicationState.CONFIRMED
        )
        application.refresh_from_db()
        ApplicationStep.objects.create(application=application, state=ApplicationState.CONFIRMED)
        outbox.post(letters.receipt(application))
        if page.notify_email:
            outbox.post(
                letters.notice(application, to=page.notify_email, admin_url=_admin_url(application))
            )


def note_step(application: Application, *, before: str, user: Any) -> None:
    """Write down that staff moved the application, and when it is deleted now."""
    if application.state == before:
        return
    ApplicationStep.objects.create(application=application, state=application.state, user=user)
    if application.state in DECIDED and before in DECIDED:
        return
    days = DECIDED_DAYS if application.state in DECIDED else KEPT_DAYS
    application.delete_on = _in_days(days)
    Application.objects.filter(pk=application.pk).update(delete_on=application.delete_on)


def _in_days(days: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=days)


def _admin_url(application: Application) -> str:
    path = reverse("wagtailsnippets_os2site_applications_application:edit", args=[application.pk])
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
