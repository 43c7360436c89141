"""Profiles that nobody has confirmed for a year, and those that a supplier has sent to approval."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import DateField, Exists, F, OuterRef, Q
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from os2site.due_work import DueTask
from os2site.page_types import find_page_model, get_page_model
from os2site_suppliers.enums import PartnerStatus
from os2site_suppliers.models import ProfileReminder, SupplierInvitation
from os2site_suppliers.services import invitations

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

#: How long a profile counts as right.
YEAR: Final = datetime.timedelta(days=365)


def old_profiles(*, today: datetime.date | None = None) -> PageQuerySet:
    """Published profiles that are a year old, the oldest first, with ``known_on``.

    Whoever has left and invented examples need not be asked.
    """
    limit = (today or timezone.localdate()) - YEAR
    pages: Any = get_page_model("supplier")._default_manager.live()
    return (  # type: ignore[no-any-return]
        pages.filter(demo=False, alias_of=None)
        .exclude(partner_status=PartnerStatus.LEFT)
        .annotate(
            known_on=Coalesce(
                "confirmed_on", Cast("last_published_at", DateField()), output_field=DateField()
            )
        )
        .filter(known_on__lte=limit)
        .order_by("known_on", "title")
    )


def sent_profiles() -> PageQuerySet:
    """Profiles with a supplier's changes that are not published yet."""
    used = SupplierInvitation.objects.filter(
        Q(page_id=OuterRef("pk"))
        & (
            Q(last_used_at__gt=OuterRef("last_published_at"))
            | Q(last_used_at__isnull=False, page__last_published_at=None)
        )
    )
    pages: Any = get_page_model("supplier")._default_manager.filter(has_unpublished_changes=True)
    return pages.filter(Exists(used)).order_by(F("latest_revision_created_at").desc())  # type: ignore[no-any-return]


def notice_old_profiles() -> int:
    """Remember each profile that has grown old, and remind its supplier, once; how many there were.

    The start page of the administration shows them, too: not every supplier has an address here.
    """
    if find_page_model("supplier") is None:
        return 0
    known = set(ProfileReminder.objects.values_list("page_id", "confirmed_on"))
    new = [page for page in old_profiles() if (page.pk, page.known_on) not in known]
    for page in new:
        with transaction.atomic():
            __, created = ProfileReminder.objects.get_or_create(
                page_id=page.pk, confirmed_on=page.known_on
            )
            if created:
                invitations.remind(page=page)
    return len(new)


DUE_TASKS = (DueTask("supplier profiles", notice_old_profiles),)
