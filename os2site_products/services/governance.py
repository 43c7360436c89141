"""Governance as visitors see it: level, newest assessment, counts that are computed, each answer.

A level is a decision and not a sum, so nothing here derives one from the counts.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site.services.relations import find_by_ref
from os2site_products.enums import Answer, BasisType, Level, Light, Theme
from os2site_products.models import Assessment, Criterion

#: Verdicts that count as met, by the light or by the product's own word.
MET: Final = frozenset({Light.GREEN.value, Answer.YES.value})
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
    previous_date: datetime.date | None

    @property
    def total(self) -> int:
        """Number of criteria that were assessed."""
        return len(self.rows)


def verdict(code: str) -> Verdict:
    """A light or answer with its word and look."""
    labels = {**dict(Light.choices), **dict(Answer.choices)}
    style, shape = LOOKS.get(code, ("graa", "minus"))
    return Verdict(code, str(labels.get(code, code)), style, shape)


def assessments_of(*, product: Any) -> list[Assessment]:
    """Published assessments of a product, translations of its page included, newest first."""
    if product.pk is None:
        return []
    rows = Assessment.objects.filter(
        Q(product__translation_key=product.translation_key)
        | Q(product__isnull=True, product_slug=product.slug),
        published=True,
    )
    return list(rows.order_by(F("date").desc(nulls_last=True), "-slug").prefetch_related("results"))


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
    evaluations = [item for item in assessments if item.type == BasisType.EVALUATION]
    own = [item for item in assessments if item.type == BasisType.SELF_ASSESSMENT]
    if not evaluations and not own:
        return None
    shown, *earlier = evaluations or own
    criteria = criteria_of(criteria_set=shown.criteria_set)
    answers: Mapping[str, str] = {}
    if evaluations:
        answers = next(
            (verdicts_of(item) for item in own if item.criteria_set == shown.criteria_set), {}
        )
    rows = _rows(shown, criteria=criteria, own_answers=answers)
    previous = next((item for item in earlier if item.criteria_set == shown.criteria_set), None)
    levels = [level for level in Level.values if any(row.level == level for row in rows)]
    return Report(
        assessment=shown,
        is_evaluation=shown.type == BasisType.EVALUATION,
        rows=rows,
        bars=[
            bar
            for theme in Theme
            if (bar := _bar(theme, rows, is_evaluation=shown.type == BasisType.EVALUATION))
        ],
        legend=[verdict(code) for code in VERDICTS[shown.type]],
        level_labels=[str(Level(level).label) for level in levels],
        matrix=_matrix(rows, levels),
        met=sum(row.verdict.code in MET for row in rows),
        has_own_answers=bool(answers),
        changes=[] if previous is None else _changes(previous, rows),
        previous_date=None if previous is None else previous.date,
    )


def criteria_of(*, criteria_set: str) -> dict[str, Criterion]:
    """Criteria of a set by code, in the set's order."""
    rows = Criterion.objects.filter(criteria_set=criteria_set).order_by("order", "code")
    return {criterion.code: criterion for criterion in rows}


def verdicts_of(assessment: Assessment) -> dict[str, str]:
    """Criterion code → verdict, in the assessment's order; works on unsaved rows too."""
    return {result.code: result.verdict for result in assessment.results.all()}


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
    assessment: Assessment, *, criteria: Mapping[str, Criterion], own_answers: Mapping[str, str]
) -> list[CriterionRow]:
    """Results in the set's order; a code that the set lacks comes last, with the code as title."""
    order = {code: number for number, code in enumerate(criteria)}
    lacking = set(assessment.missing_documentation)
    results = sorted(
        assessment.results.all(), key=lambda result: order.get(result.code, len(order))
    )
    rows = []
    for result in results:
        criterion = criteria.get(result.code)
        level = criterion.level if criterion else ""
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
                documentation_url=result.documentation_url,
                lacks_documentation=result.code in lacking,
                own_answer=verdict(own_answers[result.code])
                if result.code in own_answers
                else None,
            )
        )
    return rows


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
