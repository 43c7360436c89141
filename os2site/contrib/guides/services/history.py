"""Earlier versions of a guide, as far as they have been published on this site."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.fields.json import KT
from wagtail.models import PageLogEntry, Revision


@dataclass(frozen=True)
class EarlierVersion:
    """A version that was approved before the present one; ``approved_on`` when it is known."""

    version: str
    approved_on: datetime.date | None


def earlier_versions(*, page: Any) -> Sequence[EarlierVersion]:
    """Versions that were published before with another number, the newest first.

    Only published revisions count: a draft's version number is nobody's business yet.
    """
    if page.pk is None:
        return ()
    published = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish")
    rows = (
        Revision.page_revisions.filter(
            object_id=str(page.pk), pk__in=published.values("revision_id")
        )
        .order_by("-created_at", "-pk")
        .values_list(KT("content__version"), KT("content__approved_on"))
    )
    found: dict[str, EarlierVersion] = {}
    for version, approved_on in rows:
        if version and version != page.version and version not in found:
            day = datetime.date.fromisoformat(approved_on) if approved_on else None
            found[version] = EarlierVersion(version, day)
    return list(found.values())
