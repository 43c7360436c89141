"""What is due for those who follow products, and what is stored of them.

Apart from following itself, since due work can only be imported once all models are loaded.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.due_work import DueTask
from os2site.personal_data import PersonalRecord
from os2site_products.models import ProductFollower
from os2site_products.services.follow import of_address, tell


class FollowerHandler:
    """Mail addresses that follow products, as personal data."""

    name = gettext_lazy("followers of products")

    def purge(self, *, now: datetime.datetime) -> int:
        """Delete those whose date has come."""
        today = timezone.localtime(now).date()
        return ProductFollower.objects.filter(delete_on__lte=today).delete()[0]

    def find(self, *, email: str) -> Sequence[PersonalRecord]:
        """The products that the address follows."""
        return [
            PersonalRecord(
                title=_("Follows %(product)s") % {"product": follower.product.title},
                stored_at=follower.asked_at,
                data={
                    "email": follower.email,
                    "product": follower.product.title,
                    "confirmed_at": follower.confirmed_at and follower.confirmed_at.isoformat(),
                    "delete_on": follower.delete_on.isoformat(),
                },
            )
            for follower in of_address(email).select_related("product").order_by("asked_at")
        ]

    def delete(self, *, email: str) -> int:
        """Delete them all."""
        return of_address(email).delete()[0]


HANDLERS = (FollowerHandler(),)
DUE_TASKS = (DueTask(name="mails about products", run=tell),)
