"""A governance report as data; ``os2site_products.api.report`` describes the shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from os2site_products.enums import Theme
from os2site_products.services import governance
from os2site_products.services.governance_report import PATH, ReportPage

if TYPE_CHECKING:
    from django.http import HttpRequest

    from os2site_products.services.governance import CriterionRow

#: Changes when a field changes its meaning or goes; a new field leaves it as it is.
SCHEMA: Final = "os2site/governance-report/1"


def document(*, product: Any, page: ReportPage, request: HttpRequest) -> dict[str, Any]:
    """The report in codes, with what is computed from its results."""
    report = page.report
    assessment = report.assessment
    root = product.get_full_url(request) or ""
    host = root.removesuffix(product.get_url(request) or "") if root else ""
    suffix = "" if page.is_newest else f"{page.key}/"
    return {
        "schema": SCHEMA,
        "product": {"slug": product.slug, "name": product.title, "url": root},
        "url": f"{root}{PATH}/{suffix}",
        "is_newest": page.is_newest,
        "type": assessment.type,
        "date": assessment.date,
        "assessed_by": assessment.assessed_by_role or None,
        "criteria_set": assessment.criteria_set,
        "summary": assessment.summary,
        "demo": assessment.demo,
        "level": {
            "decided": assessment.decided_level or None,
            "decided_on": assessment.decided_on,
            "decided_by": assessment.decided_by_role or None,
            "reason": assessment.decision_text,
            "target": product.governance_target or None,
        },
        "counts": _counts(page),
        "criteria": [_criterion(row) for row in report.rows],
        "not_assessed": [criterion.code for criterion in report.not_assessed],
        "next_level": _next_level(page),
        "comparison": _comparison(page, host),
        "reports": [
            {"date": link.date, "label": link.label, "url": f"{host}{link.url}"}
            for link in page.reports
        ],
    }


def _counts(page: ReportPage) -> dict[str, Any]:
    report = page.report
    levels = list(dict.fromkeys(row.level for row in report.rows if row.level))
    themes = []
    for theme in Theme:
        rows = [row for row in report.rows if row.theme == theme]
        if rows:
            by_level = {
                level: _met([row for row in rows if row.level == level]) for level in levels
            }
            themes.append({"theme": theme.value, **_met(rows), "by_level": by_level})
    results = {row.code: row.verdict.code for row in report.rows}
    return {
        "met": report.met,
        "total": report.total,
        "by_verdict": governance.totals(results=results, type=report.assessment.type),
        "by_theme": themes,
    }


def _met(rows: list[CriterionRow]) -> dict[str, int]:
    return {"met": sum(row.verdict.code in governance.MET for row in rows), "total": len(rows)}


def _criterion(row: CriterionRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "title": row.title,
        "theme": row.theme or None,
        "level": row.level or None,
        "is_recommendation": row.is_recommendation,
        "verdict": row.verdict.code,
        "explanation": row.explanation,
        "own_answer": row.own_answer.code if row.own_answer else None,
        "own_explanation": row.own_explanation,
        "documentation_url": row.documentation_url or None,
        "lacks_documentation": row.lacks_documentation,
    }


def _next_level(page: ReportPage) -> dict[str, Any] | None:
    step = page.next_level
    if step is None:
        return None
    return {
        "level": step.level,
        "missing": [row.code for row in step.missing],
        "missing_below": [row.code for row in step.below],
    }


def _comparison(page: ReportPage, host: str) -> dict[str, Any] | None:
    previous = page.report.previous
    if previous is None or page.comparison is None:
        return None
    return {
        "date": previous.date,
        "url": f"{host}{page.comparison.url}" if page.comparison.url else None,
        "criteria_set": previous.criteria_set,
        "decided_level": previous.decided_level or None,
        "is_comparable": page.report.is_comparable,
        "statement": page.comparison.statement,
        "changes": [
            {"code": change.code, "before": change.before.code, "after": change.after.code}
            for change in page.report.changes
        ],
    }
