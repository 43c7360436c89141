"""Governance as visitors see it: level, newest assessment, counts that are computed, each answer.

A level is a decision and not a sum, so nothing here derives one from the counts.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site.services.relations import find_by_ref
from os2site_products.enums import Answer, BasisType, Level, Light, Theme
from os2site_products.models import Assessment, AssessmentResult, Criterion

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: Verdicts that count as met, by the light or by the product's own word.
MET: Final = frozenset({Light.GREEN.value, Answer.YES.value})
#: Verdicts after which nothing is missing: it is met, or it has nothing to do with the product.
SETTLED: Final = MET | {Light.GREY.value, Answer.NOT_RELEVANT.value}
#: Style and shape of a cell for each verdict; the word always stands with them.
LOOKS: Final[Mapping[str, tuple[str, str]]] = {
    Light.GREEN: ("groen", "check"),
    Light.YELLOW: ("gul", "tilde"),
    Light.RED: ("roed", "cross"),
    Light.GREY: ("graa", "minus"),
    Answer.YES: ("groen", "check"),
    Answer.NO: ("roed", "cross"),
    Answer.NOT_RELEVANT: ("graa", "minus"),
    Answer.UNKNOWN: ("gul", "tilde"),
}

#: Verdicts of each type of assessment, in the order in which they are explained and counted.
VERDICTS: Final[Mapping[str, Sequence[str]]] = {
    BasisType.EVALUATION: Light.values,
    BasisType.SELF_ASSESSMENT: Answer.values,
}


@dataclass(frozen=True)
class Verdict:
    """A light or an answer: its code, its word, and how it is drawn."""

    code: str
    label: str
    style: str
    shape: str


@dataclass(frozen=True)
class CriterionRow:
    """One criterion with the verdict on it and, where known, the product's own answer."""

    code: str
    title: str
    theme: str
    level: str
    level_label: str
    is_recommendation: bool
    verdict: Verdict
    explanation: str
    documentation_url: str
    lacks_documentation: bool
    own_answer: Verdict | None = None
    own_explanation: str = ""

    @property
    def is_open(self) -> bool:
        """Whether "follow or explain" asks for a text: it is not met, and it is relevant."""
        return self.verdict.code not in SETTLED


@dataclass(frozen=True)
class ThemeBar:
    """The criteria of a theme, one cell for each."""

    label: str
    cells: Sequence[Verdict]
    met: int
    description: str

    @property
    def total(self) -> int:
        """Number of criteria in the theme."""
        return len(self.cells)


@dataclass(frozen=True)
class MatrixRow:
    """Met and all criteria of a theme at each level; ``None`` where there are none."""

    label: str
    counts: Sequence[tuple[int, int] | None]


@dataclass(frozen=True)
class Change:
    """A criterion whose verdict differs from the assessment before."""

    code: str
    title: str
    before: Verdict
    after: Verdict


@dataclass(frozen=True)
class Report:
    """An assessment as it is shown."""

    assessment: Assessment
    is_evaluation: bool
    rows: Sequence[CriterionRow]
    bars: Sequence[ThemeBar]
    legend: Sequence[Verdict]
    level_labels: Sequence[str]
    matrix: Sequence[MatrixRow]
    met: int
    has_own_answers: bool
    changes: Sequence[Change]
    previous: Assessment | None
    not_assessed: Sequence[Criterion]

    @property
    def total(self) -> int:
        """Number of criteria that were assessed."""
        return len(self.rows)

    @property
    def has_texts(self) -> bool:
        """Whether anything is explained."""
        return any(row.explanation or row.own_explanation for row in self.rows)

    @property
    def previous_date(self) -> datetime.date | None:
        """Day of the assessment before, of whichever set."""
        return self.previous.date if self.previous is not None else None

    @property
    def is_comparable(self) -> bool:
        """Whether the assessment before was made with the same criteria."""
        return self.previous is not None and _is_comparable(self.previous, self.assessment)


def verdict(code: str) -> Verdict:
    """A light or answer with its word and look."""
    labels = {**dict(Light.choices), **dict(Answer.choices)}
    style, shape = LOOKS.get(code, ("graa", "minus"))
    return Verdict(code, str(labels.get(code, code)), style, shape)


def assessments_of(*, product: Any) -> list[Assessment]:
    """Published assessments of a product, translations of its page included, newest first."""
    if product.pk is None:
        return []
    rows = all_of(product=product).filter(published=True)
    return list(rows.order_by(F("date").desc(nulls_last=True), "-slug").prefetch_related("results"))


def all_of(*, product: Any) -> QuerySet[Assessment]:
    """Assessments of a product, translations of its page included, those in progress too."""
    return Assessment.objects.filter(
        Q(product__translation_key=product.translation_key)
        | Q(product__isnull=True, product_slug=product.slug)
    )


def find_waiting_products() -> None:
    """Point assessments that know only a slug at the product's page, where it is there now."""
    for assessment in Assessment.objects.filter(product__isnull=True):
        assessment.product = find_by_ref(ref=f"product/{assessment.product_slug}")
        if assessment.product is not None:
            assessment.save(update_fields=["product"])  # type: ignore[no-untyped-call]


def report(*, assessments: Sequence[Assessment]) -> Report | None:
    """The newest evaluation, else the newest assessment of its own; ``None`` without either.

    An evaluation also shows what the product answered for itself on the same criteria set.

    :param assessments: of one product, newest first.
    """
    shown = newest(assessments=assessments)
    return None if shown is None else report_of(assessment=shown, assessments=assessments)


def newest(*, assessments: Sequence[Assessment]) -> Assessment | None:
    """The newest evaluation, else the newest of the product's own.

    :param assessments: of one product, newest first.
    """
    evaluations = [item for item in assessments if item.type == BasisType.EVALUATION]
    return next(iter(evaluations or assessments), None)


def report_of(
    *,
    assessment: Assessment,
    assessments: Sequence[Assessment],
    criteria: Mapping[str, Criterion] | None = None,
) -> Report:
    """One assessment as it is shown, beside what the product answered and the one before.

    :param assessments: of the same product, newest first.
    :param criteria: of its set, where they have been read already.
    """
    if criteria is None:
        criteria = criteria_of(criteria_set=assessment.criteria_set)
    is_evaluation = assessment.type == BasisType.EVALUATION
    rows = _rows(
        assessment,
        criteria=criteria,
        own_answers=_answers_beside(assessment, assessments) if is_evaluation else {},
    )
    previous = _previous(assessment, assessments)
    is_comparable = previous is not None and _is_comparable(previous, assessment)
    levels = [level for level in Level.values if any(row.level == level for row in rows)]
    given = {row.code for row in rows}
    return Report(
        assessment=assessment,
        is_evaluation=is_evaluation,
        rows=rows,
        bars=[bar for theme in Theme if (bar := _bar(theme, rows, is_evaluation=is_evaluation))],
        legend=[verdict(code) for code in VERDICTS[assessment.type]],
        level_labels=[str(Level(level).label) for level in levels],
        matrix=_matrix(rows, levels),
        met=sum(row.verdict.code in MET for row in rows),
        has_own_answers=any(row.own_answer for row in rows),
        changes=_changes(previous, rows) if previous is not None and is_comparable else [],
        previous=previous,
        not_assessed=[item for code, item in criteria.items() if code not in given],
    )


def _answers_beside(
    assessment: Assessment, assessments: Sequence[Assessment]
) -> dict[str, AssessmentResult]:
    """What the product answered: kept with the evaluation, else in its own assessment."""
    kept = {result.code: result for result in assessment.results.all() if result.own_answer}
    if kept:
        return kept
    own = (
        item
        for item in assessments
        if item.type == BasisType.SELF_ASSESSMENT and item.criteria_set == assessment.criteria_set
    )
    found = next(own, None)
    return {} if found is None else {row.code: row for row in found.results.all() if row.verdict}


def _is_comparable(previous: Assessment, assessment: Assessment) -> bool:
    return previous.criteria_set == assessment.criteria_set


def _previous(assessment: Assessment, assessments: Sequence[Assessment]) -> Assessment | None:
    """The assessment of the same type before this one."""
    alike = [item for item in assessments if item.type == assessment.type]
    position = next((n for n, item in enumerate(alike) if item.pk == assessment.pk), None)
    if position is None:
        # Not published yet: what is newest now is what it will be compared with.
        return next(iter(alike), None)
    return alike[position + 1] if position + 1 < len(alike) else None


def criteria_of(*, criteria_set: str) -> dict[str, Criterion]:
    """Criteria of a set by code, in the set's order."""
    rows = Criterion.objects.filter(criteria_set=criteria_set).order_by("order", "code")
    return {criterion.code: criterion for criterion in rows}


def verdicts_of(assessment: Assessment) -> dict[str, str]:
    """Criterion code → verdict, in the assessment's order; works on unsaved rows too."""
    return {result.code: result.verdict for result in assessment.results.all() if result.verdict}


def totals(*, results: Mapping[str, str], type: str) -> dict[str, int]:
    """How often each verdict was given, those that never were included."""
    counted = Counter(results.values())
    return {code: counted[code] for code in VERDICTS[type]}


def counts_by_level(
    *, results: Mapping[str, str], criteria: Mapping[str, Criterion]
) -> dict[str, dict[str, int]]:
    """Level → verdict → number, without zeros; criteria that the set lacks are left out."""
    found: dict[str, Counter[str]] = {}
    for code, given in results.items():
        if code in criteria:
            found.setdefault(criteria[code].level, Counter())[given] += 1
    return {
        level: {code: found[level][code] for code in LOOKS if found[level][code]}
        for level in Level.values
        if level in found
    }


def _rows(
    assessment: Assessment,
    *,
    criteria: Mapping[str, Criterion],
    own_answers: Mapping[str, AssessmentResult],
) -> list[CriterionRow]:
    """Results in the set's order; a code that the set lacks comes last, with the code as title."""
    order = {code: number for number, code in enumerate(criteria)}
    lacking = set(assessment.missing_documentation)
    results = sorted(
        (result for result in assessment.results.all() if result.verdict),
        key=lambda result: order.get(result.code, len(order)),
    )
    rows = []
    for result in results:
        criterion = criteria.get(result.code)
        level = criterion.level if criterion else ""
        own = own_answers.get(result.code)
        rows.append(
            CriterionRow(
                code=result.code,
                title=criterion.title if criterion else result.code,
                theme=criterion.theme if criterion else "",
                level=level,
                level_label=str(Level(level).label) if level else "",
                is_recommendation=criterion.is_recommendation if criterion else False,
                verdict=verdict(result.verdict),
                explanation=result.explanation,
                documentation_url=result.documentation_url
                or (own.documentation_url if own else ""),
                lacks_documentation=result.code in lacking,
                own_answer=verdict(own.own_answer or own.verdict) if own else None,
                own_explanation=(own.own_explanation or _own_text(own)) if own else "",
            )
        )
    return rows


def _own_text(result: AssessmentResult) -> str:
    """What a product wrote to its own answer, in its own assessment."""
    return result.explanation if result.verdict in Answer.values else ""


def _bar(theme: Theme, rows: Iterable[CriterionRow], *, is_evaluation: bool) -> ThemeBar | None:
    cells = [row.verdict for row in rows if row.theme == theme]
    if not cells:
        return None
    met = sum(cell.code in MET for cell in cells)
    text = ngettext(
        "%(theme)s: %(met)s of %(total)s criterion met",
        "%(theme)s: %(met)s of %(total)s criteria met",
        len(cells),
    )
    if not is_evaluation:
        text = ngettext(
            "%(theme)s: yes to %(met)s of %(total)s criterion",
            "%(theme)s: yes to %(met)s of %(total)s criteria",
            len(cells),
        )
    parts = [text % {"theme": theme.label, "met": met, "total": len(cells)}]
    others = Counter(cell for cell in cells if cell.code not in MET)
    parts += [
        _("%(count)s %(verdict)s") % {"count": others[cell], "verdict": cell.label.lower()}
        for cell in sorted(others, key=lambda cell: list(LOOKS).index(cell.code))
    ]
    return ThemeBar(str(theme.label), cells, met, ", ".join(parts))


def _matrix(rows: Sequence[CriterionRow], levels: Sequence[str]) -> list[MatrixRow]:
    matrix = []
    for theme in Theme:
        inside = [row for row in rows if row.theme == theme]
        if not inside:
            continue
        counts: list[tuple[int, int] | None] = []
        for level in levels:
            given = [row.verdict.code in MET for row in inside if row.level == level]
            counts.append((sum(given), len(given)) if given else None)
        matrix.append(MatrixRow(str(theme.label), counts))
    return matrix


def _changes(previous: Assessment, rows: Iterable[CriterionRow]) -> list[Change]:
    before = verdicts_of(previous)
    return [
        Change(row.code, row.title, verdict(before[row.code]), row.verdict)
        for row in rows
        if row.code in before and before[row.code] != row.verdict.code
    ]
