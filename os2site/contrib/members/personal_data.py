"""The members' contacts as personal data."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from os2site.contrib.members.services import access as accesses


class AccessData:
    """Accesses and the accounts that were made for them."""

    name = _("access for members")

    def purge(self, *, now: datetime.datetime) -> int:
        """Delete what ended some time ago."""
        return accesses.purge(now=now)


HANDLERS: Final[Sequence[AccessData]] = (AccessData(),)
