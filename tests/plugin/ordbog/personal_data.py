"""Proposals are deleted after three months, and found and deleted by the reader's address."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from ordbog.models import Proposal
from os2site.personal_data import PersonalRecord

KEPT = datetime.timedelta(days=90)


class ProposalHandler:
    """Words that readers miss."""

    name = _("proposals")

    def purge(self, *, now: datetime.datetime) -> int:
        """Delete old proposals."""
        return Proposal.objects.filter(created_at__lt=now - KEPT).delete()[0]

    def find(self, *, email: str) -> Sequence[PersonalRecord]:
        """The reader's proposals."""
        return [
            PersonalRecord(
                title=proposal.term,
                stored_at=proposal.created_at,
                data={"term": proposal.term, "email": proposal.email},
            )
            for proposal in Proposal.objects.filter(email__iexact=email)
        ]

    def delete(self, *, email: str) -> int:
        """Delete the reader's proposals."""
        return Proposal.objects.filter(email__iexact=email).delete()[0]


HANDLERS = (ProposalHandler(),)
