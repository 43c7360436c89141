"""What applications hold of the people who sent them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.contrib.applications.models import Application
from os2site.personal_data import PersonalRecord

if TYPE_CHECKING:
    from django.db.models import QuerySet


class ApplicationHandler:
    """Applications, with the secretariat's notes."""

    name = gettext_lazy("applications")

    def purge(self, *, now: datetime.datetime) -> int:
        """Delete those whose date has come."""
        today = timezone.localtime(now).date()
        return _deleted(Application.objects.filter(delete_on__lte=today))

    def find(self, *, email: str) -> Sequence[PersonalRecord]:
        """The person's applications, the oldest first."""
        rows = self._of(email).prefetch_related("steps").order_by("created_at")
        return [
            PersonalRecord(
                title=_("Application from %(organisation)s") % {"organisation": row.organisation},
                stored_at=row.created_at,
                data={
                    "kind": row.get_kind_display(),
                    "organisation": row.organisation,
                    "role": row.role,
                    "email": row.email,
                    "website": row.website,
                    "message": row.message,
                    "state": row.get_state_display(),
                    "steps": "\n".join(str(step) for step in row.steps.all()),
                    "note": row.note,
                    "consented_at": row.consented_at.isoformat(),
                    "delete_on": row.delete_on.isoformat(),
                },
            )
            for row in rows
        ]

    def delete(self, *, email: str) -> int:
        """Delete the person's applications."""
        return _deleted(self._of(email))

    def _of(self, email: str) -> QuerySet[Application]:
        return Application.objects.filter(email__iexact=email)


def _deleted(rows: QuerySet[Application]) -> int:
    """Delete them, and say how many applications there were, without their steps."""
    return rows.delete()[1].get(Application._meta.label, 0)


HANDLERS = (ApplicationHandler(),)
