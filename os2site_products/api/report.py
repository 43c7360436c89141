"""A governance report in the JSON API, in the shape that ``governance.json`` has too."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Schema

from os2site.api.contract import page_by_slug
from os2site.page_types import get_page_model
from os2site_products.services import governance_json, governance_report


class MetCount(Schema):
    """Met criteria of all."""

    met: int
    total: int


class ThemeCount(MetCount):
    """Counts of a theme, also by level."""

    theme: str
    by_level: dict[str, MetCount]


class ReportCounts(MetCount):
    """Counts of a report, computed from its results."""

    by_verdict: dict[str, int]
    by_theme: list[ThemeCount]


class CriterionItem(Schema):
    """A criterion with its verdict (``groen gul roed graa``, or an answer ``ja nej ikke-relevant
    ved-ikke`` in a product's own assessment) and the texts of "follow or explain".
    """

    code: str
    title: str
    theme: str | None
    level: str | None
    is_recommendation: bool
    verdict: str
    explanation: str
    own_answer: str | None
    own_explanation: str
    documentation_url: str | None
    lacks_documentation: bool


class DecidedLevel(Schema):
    """The level that was decided: a decision, not a sum."""

    decided: str | None
    decided_on: datetime.date | None
    decided_by: str | None
    reason: str
    target: str | None


class NextLevelItem(Schema):
    """Codes of the criteria that are missing for the next level; below: of lower levels."""

    level: str
    missing: list[str]
    missing_below: list[str]


class ChangeItem(Schema):
    """A criterion whose verdict moved."""

    code: str
    before: str
    after: str


class ReportComparison(Schema):
    """What moved since the report before; changes only where the criteria set is the same."""

    date: datetime.date | None
    url: str | None
    criteria_set: str
    decided_level: str | None
    is_comparable: bool
    statement: str
    changes: list[ChangeItem]


class ReportProduct(Schema):
    """The product that a report is of."""

    slug: str
    name: str
    url: str


class ReportLinkItem(Schema):
    """A published report of the product."""

    date: datetime.date | None
    label: str
    url: str


class GovernanceReport(Schema):
    """A governance report. ``schema`` changes when a field changes its meaning or goes."""

    schema_name: str = Field(alias="schema")
    product: ReportProduct
    url: str
    is_newest: bool
    type: str
    date: datetime.date | None
    assessed_by: str | None
    criteria_set: str
    summary: str
    demo: bool
    level: DecidedLevel
    counts: ReportCounts
    criteria: list[CriterionItem]
    not_assessed: list[str]
    next_level: NextLevelItem | None
    comparison: ReportComparison | None
    reports: list[ReportLinkItem]


def governance_of(request: HttpRequest, slug: str, report: str = "") -> dict[str, Any]:
    """The newest published report of a product. ``report`` takes the last part of an older one's
    address, such as ``2025-11-16``. The same as ``governance.json`` below the product's page.
    """
    page: Any = page_by_slug(request, get_page_model("product"), slug)
    shown = governance_report.build(product=page, request=request, key=report)
    if shown is None:
        raise Http404("No such governance report")
    return governance_json.document(product=page, page=shown, request=request)
