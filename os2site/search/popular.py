"""What visitors often search for, so often that no single person is seen in it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Count, F, Sum
from django.utils import timezone

from os2site.models import SearchCount

if TYPE_CHECKING:
    from wagtail.models import Site

#: How far back is looked, and how often a text must have been searched for, on how many days.
WITHIN = datetime.timedelta(days=90)
MIN_SEARCHES = 5
MIN_DAYS = 3
LIMIT = 200


def popular_queries(*, site: Site, language: str, limit: int = LIMIT) -> Sequence[str]:
    """Texts that many searched for and that mostly found something, the most frequent first.

    One query. A text must come up on several days: one visitor who tries again is not many.
    """
    rows = (
        SearchCount.objects.filter(
            site=site, language=language, day__gt=timezone.localdate() - WITHIN
        )
        .exclude(text="")
        .order_by()
        .values("text")
        .annotate(number=Sum("searches"), failed=Sum("without_result"), days=Count("day"))
        .filter(number__gte=MIN_SEARCHES, days__gte=MIN_DAYS, failed__lt=F("number") / 2)
    )
    return list(rows.order_by("-number", "text").values_list("text", flat=True)[:limit])
