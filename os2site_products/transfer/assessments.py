"""Governance assessments in files, with counts that are computed and never taken on trust."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from os2site.services.relations import find_by_ref
from os2site.transfer.contract import Row, Slug, TransferContext, WebAddress
from os2site.transfer.records import ModelKind
from os2site_products.enums import Answer, AssessmentState, BasisType, Level
from os2site_products.models import Assessment, AssessmentResult
from os2site_products.services import governance

#: Fields that are computed on export, and checked on import where a file states them.
COMPUTED = ("computed_counts", "computed_totals")


class AssessmentRow(Row):
    """An assessment with its result for each criterion code."""

    slug: Slug
    product: Slug
    type: BasisType
    criteria_set: str = Field(min_length=1, max_length=20)
    date: datetime.date | None = None
    assessed_by_role: str | None = Field(None, max_length=120)
    decided_level: Level | None = None
    decided_on: datetime.date | None = None
    decided_by_role: str | None = Field(None, max_length=120)
    decision_text: str | None = None
    #: Only of one that is not finished; a finished one is as far as its type and level say.
    state: AssessmentState | None = None
    summary: str | None = None
    results: dict[str, str] = {}
    #: Level → verdict → number; :data:`computed_totals` the same without levels.
    computed_counts: dict[str, dict[str, int]] | None = None
    computed_totals: dict[str, int] | None = None
    missing_documentation: list[str] = []
    explanations: dict[str, str] = {}
    documentation: dict[str, WebAddress] = {}
    #: In an evaluation: what the product answered for itself.
    own_answers: dict[str, Answer] = {}
    own_explanations: dict[str, str] = {}
    sources: list[str] = []
    published: bool = True
    demo: bool = False
    note: str | None = None


class AssessmentKind(ModelKind[AssessmentRow, Assessment]):
    """Assessments; the product may be imported later, its slug is kept until then."""

    name = "assessments"
    label = gettext_lazy("Governance assessments")
    row_model = AssessmentRow
    model = Assessment
    ordering = ("product_slug", "date", "slug")

    def fill(self, record: Assessment, row: AssessmentRow, *, context: TransferContext) -> None:
        """Write the row on the record.

        :raises ValidationError: when a result is no verdict of the assessment's type, names no
            criterion of its set, or the file's own counts don't match its results.
        """
        _check_results(row)
        _check_counts(row)
        state = row.state or finished_state(row.type, row.decided_level)
        if row.published and state == AssessmentState.DRAFT:
            raise ValidationError({"state": _("A draft can't be shown to visitors.")})
        record.product = find_by_ref(ref=f"product/{row.product}")
        record.product_slug = row.product
        record.type = row.type.value
        record.criteria_set = row.criteria_set
        record.date = row.date
        record.assessed_by_role = row.assessed_by_role or ""
        record.decided_level = row.decided_level.value if row.decided_level else ""
        record.decided_on = row.decided_on
        record.decided_by_role = row.decided_by_role or ""
        record.decision_text = row.decision_text or ""
        record.state = state
        record.summary = row.summary or ""
        record.note = row.note or ""
        record.missing_documentation = row.missing_documentation
        record.sources = row.sources
        record.published = row.published
        record.demo = row.demo
        results = [
            AssessmentResult(
                sort_order=number,
                code=code,
                verdict=verdict,
                explanation=row.explanations.get(code, ""),
                documentation_url=row.documentation.get(code, ""),
                own_answer=row.own_answers.get(code, ""),
                own_explanation=row.own_explanations.get(code, ""),
            )
            for number, (code, verdict) in enumerate(_verdicts(row).items())
        ]
        setattr(record, "results", results)  # noqa: B010 (the manager's own setter)

    def record_row(self, record: Assessment, *, context: TransferContext) -> AssessmentRow:
        results = governance.verdicts_of(record)
        level = Level(record.decided_level) if record.decided_level else None
        state = AssessmentState(record.state)
        given = {result.code: result for result in record.results.all()}
        return AssessmentRow(
            slug=record.slug,
            product=record.product_slug,
            type=BasisType(record.type),
            criteria_set=record.criteria_set,
            date=record.date,
            assessed_by_role=record.assessed_by_role or None,
            decided_level=level,
            decided_on=record.decided_on,
            decided_by_role=record.decided_by_role or None,
            decision_text=record.decision_text or None,
            state=None if state == finished_state(BasisType(record.type), level) else state,
            summary=record.summary or None,
            results=results,
            computed_counts=_counts(results, record.criteria_set),
            computed_totals=governance.totals(results=results, type=record.type),
            missing_documentation=record.missing_documentation,
            explanations={code: row.explanation for code, row in given.items() if row.explanation},
            documentation={
                code: row.documentation_url for code, row in given.items() if row.documentation_url
            },
            own_answers={
                code: Answer(row.own_answer) for code, row in given.items() if row.own_answer
            },
            own_explanations={
                code: row.own_explanation for code, row in given.items() if row.own_explanation
            },
            sources=record.sources,
            published=record.published,
            demo=record.demo,
            note=record.note or None,
        )

    def differences(self, stored: AssessmentRow, given: AssessmentRow) -> list[str]:
        """Computed fields that a file leaves empty, or whose zeros it leaves out, don't differ."""
        return [
            name
            for name in super().differences(stored, given)
            if name not in COMPUTED or not _same_counts(getattr(stored, name), getattr(given, name))
        ]


def finished_state(type: BasisType, level: Level | None) -> AssessmentState:
    """The state of an assessment of which a file says nothing else."""
    if type == BasisType.SELF_ASSESSMENT:
        return AssessmentState.ANSWERED
    return AssessmentState.DECIDED if level else AssessmentState.EVALUATED


def _verdicts(row: AssessmentRow) -> dict[str, str]:
    """Verdicts by code; empty where one that is not finished has only a text or an answer yet."""
    codes = [
        *row.results,
        *row.own_answers,
        *row.explanations,
        *row.own_explanations,
        *row.documentation,
    ]
    return {code: row.results.get(code, "") for code in codes}


def _check_results(row: AssessmentRow) -> None:
    known = governance.criteria_of(criteria_set=row.criteria_set)
    verdicts = governance.VERDICTS[row.type]
    for code, verdict in row.results.items():
        if verdict not in verdicts:
            raise ValidationError(
                {
                    "results": _("“%(verdict)s” for %(code)s must be one of %(known)s.")
                    % {"verdict": verdict, "code": code, "known": ", ".join(verdicts)}
                }
            )
        if code not in known:
            raise ValidationError(
                {
                    "results": _("%(code)s is not in the criteria set %(set)s.")
                    % {"code": code, "set": row.criteria_set}
                }
            )
    named = _verdicts(row) if row.state else {**row.results, **row.own_answers}
    for code in row.own_answers:
        if code not in known:
            raise ValidationError(
                {
                    "own_answers": _("%(code)s is not in the criteria set %(set)s.")
                    % {"code": code, "set": row.criteria_set}
                }
            )
    for name in ("missing_documentation", "explanations", "documentation", "own_explanations"):
        strangers = [code for code in getattr(row, name) if code not in named]
        if strangers:
            raise ValidationError({name: _("%(code)s has no result.") % {"code": strangers[0]}})


def _check_counts(row: AssessmentRow) -> None:
    """The file's counts must be those of its own results."""
    ours: dict[str, Any] = {
        "computed_counts": _counts(row.results, row.criteria_set),
        "computed_totals": governance.totals(results=row.results, type=row.type),
    }
    for name, counted in ours.items():
        if not _same_counts(counted, getattr(row, name)):
            raise ValidationError(
                {name: _("The results add up to %(counted)s.") % {"counted": counted}}
            )


def _counts(results: Mapping[str, str], criteria_set: str) -> dict[str, dict[str, int]]:
    criteria = governance.criteria_of(criteria_set=criteria_set)
    return governance.counts_by_level(results=results, criteria=criteria)


def _same_counts(counted: Any, given: Any) -> bool:
    return given is None or _without_zeros(counted) == _without_zeros(given)


def _without_zeros(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    cleaned = {name: _without_zeros(item) for name, item in value.items()}
    return {name: item for name, item in cleaned.items() if item not in (0, {})}
