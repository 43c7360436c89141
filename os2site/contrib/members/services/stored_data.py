"""The members' contacts as personal data."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.contrib.members.services import access as accesses
from os2site.personal_data import PersonalRecord


class AccessData:
    """Accesses and the accounts that were made for them."""

    name = gettext_lazy("access for members")

    def purge(self, *, now: datetime.datetime) -> int:
        return accesses.purge(now=now)

    def find(self, *, email: str) -> Sequence[PersonalRecord]:
        return [
            PersonalRecord(
                title=_("Access for %(organisation)s") % {"organisation": access.page.title},
                stored_at=access.invited_at,
                data={
                    "email": accesses.address_of(access),
                    "member": access.page.title,
                    "role": access.role,
                    "ended_at": access.ended_at.isoformat() if access.ended_at else None,
                    "end_reason": access.get_end_reason_display(),
                },
            )
            for access in accesses.all_accesses(email=email)
        ]

    def delete(self, *, email: str) -> int:
        found = list(accesses.all_accesses(email=email))
        for access in found:
            accesses.forget(access=access)
        return len(found)


HANDLERS: Final[Sequence[AccessData]] = (AccessData(),)
