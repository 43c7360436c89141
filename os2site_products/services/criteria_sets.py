"""Sets of criteria: used ones stay as they are, a new one begins as a copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from os2site_products.models import Assessment, Criterion


@dataclass(frozen=True)
class CriteriaSet:
    """A set with how many criteria it has and how many reports use it."""

    name: str
    criteria: int
    reports: int


def sets() -> Sequence[CriteriaSet]:
    """All sets, the newest name first."""
    used = dict(
        Assessment.objects.order_by()
        .values_list("criteria_set")
        .annotate(number=Count("pk"))
        .values_list("criteria_set", "number")
    )
    rows = (
        Criterion.objects.order_by()
        .values_list("criteria_set")
        .annotate(number=Count("pk"))
        .values_list("criteria_set", "number")
    )
    found = [CriteriaSet(name, number, used.get(name, 0)) for name, number in rows]
    return sorted(found, key=lambda item: item.name, reverse=True)


def copy(*, source: str, name: str) -> int:
    """A new set with the criteria of another; returns how many it has."""
    with transaction.atomic():
        created = [
            Criterion(
                criteria_set=name,
                slug=row.slug,
                code=row.code,
                theme=row.theme,
                level=row.level,
                is_recommendation=row.is_recommendation,
                title=row.title,
                guidance=row.guidance,
                order=row.order,
                source=row.source,
            )
            for row in Criterion.objects.filter(criteria_set=source).order_by("order", "code")
        ]
        Criterion.objects.bulk_create(created)
    return len(created)
