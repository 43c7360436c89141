"""All products' levels and gaps, for the secretariat; a constant number of queries."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _

from os2site_products.enums import AssessmentState, BasisType, Level
from os2site_products.models import Assessment, Criterion
from os2site_products.services import governance, wording
from os2site_products.services.next_level import next_level

#: A report older than this many days is called old.
OLD_AFTER_DAYS = 365


@dataclass(frozen=True)
class ProductGovernance:
    """A product's governance in a line. Numbers are ``None`` where there is no report."""

    pk: int
    title: str
    live: bool
    kind: str
    lifecycle: str
    level: str
    target: str
    basis: str
    date: datetime.date | None
    age_days: int | None
    met: int | None
    partly: int | None
    total: int | None
    next_level: str
    missing: int | None
    missing_codes: str
    progress: str
    assessment_id: int | None
    open_id: int | None

    @property
    def is_old(self) -> bool:
        """Whether the last report is older than a year."""
        return self.age_days is not None and self.age_days > OLD_AFTER_DAYS


def overview(*, pages: Sequence[Any], today: datetime.date) -> list[ProductGovernance]:
    """A line for each page, in the order given."""
    by_key = _assessments(pages)
    used = {item.criteria_set for items in by_key.values() for item in items}
    criteria: dict[str, dict[str, Criterion]] = {name: {} for name in used}
    for row in Criterion.objects.filter(criteria_set__in=used).order_by("order", "code"):
        criteria[row.criteria_set][row.code] = row
    return [_line(page, by_key.get(page.translation_key, []), criteria, today) for page in pages]


def level_counts(levels: Iterable[str]) -> list[tuple[str, int]]:
    """How many products are at each level, the lowest first, those without one last."""
    counted = Counter(levels)
    found = [(str(Level(level).label), counted[level]) for level in Level.values]
    return [*found, (wording.level(""), counted[""])]


def _assessments(pages: Sequence[Any]) -> Mapping[Any, list[Assessment]]:
    """Translation key → assessments, newest first, drafts among them."""
    keys = {page.slug: page.translation_key for page in pages}
    rows = (
        Assessment.objects.filter(
            Q(product__translation_key__in=list(keys.values()))
            | Q(product__isnull=True, product_slug__in=list(keys))
        )
        .select_related("product")
        .order_by(F("date").desc(nulls_last=True), "-slug")
        .prefetch_related("results")
    )
    found: dict[Any, list[Assessment]] = defaultdict(list)
    for row in rows:
        product: Any = row.product
        found[product.translation_key if product else keys[row.product_slug]].append(row)
    return found


def _line(
    page: Any,
    assessments: Sequence[Assessment],
    criteria: Mapping[str, Mapping[str, Criterion]],
    today: datetime.date,
) -> ProductGovernance:
    published = [item for item in assessments if item.published]
    shown = governance.newest(assessments=published)
    report = None
    if shown is not None:
        report = governance.report_of(
            assessment=shown, assessments=published, criteria=criteria[shown.criteria_set]
        )
    step = next_level(report=report, level=page.governance_level)
    verdicts = Counter(row.verdict.code for row in report.rows) if report else Counter()
    date = shown.date if shown is not None else None
    going = _in_progress(assessments)
    return ProductGovernance(
        pk=page.pk,
        title=page.title,
        live=page.live,
        kind=page.get_kind_display(),
        lifecycle=page.get_lifecycle_display() if page.lifecycle else wording.not_stated(),
        level=wording.level(page.governance_level),
        target=wording.level(page.governance_target) if page.governance_target else "",
        basis=page.get_basis_type_display() if page.basis_type else "",
        date=date,
        age_days=(today - date).days if date is not None else None,
        met=report.met if report else None,
        partly=verdicts["gul"] if report else None,
        total=report.total if report else None,
        next_level=step.label if step is not None else "",
        missing=step.total if step is not None else None,
        missing_codes=", ".join(row.code for row in (*step.missing, *step.below)) if step else "",
        progress=_progress(going, criteria),
        assessment_id=shown.pk if shown is not None else None,
        open_id=going.pk if going is not None else None,
    )


def _in_progress(assessments: Sequence[Assessment]) -> Assessment | None:
    """The furthest one that is not published: an evaluation before the answers it is based on."""
    waiting = [item for item in assessments if not item.published]
    begun = {item.based_on_id for item in assessments if item.based_on_id}
    waiting = [item for item in waiting if item.pk not in begun]
    waiting.sort(key=lambda item: item.pk, reverse=True)
    evaluations = [item for item in waiting if item.type == BasisType.EVALUATION]
    return next(iter([*evaluations, *waiting]), None)


def _progress(going: Assessment | None, criteria: Mapping[str, Mapping[str, Criterion]]) -> str:
    if going is None:
        return ""
    state = AssessmentState(going.state)
    is_own = going.type == BasisType.SELF_ASSESSMENT
    label = str(state.label)
    if state == AssessmentState.DRAFT or (state == AssessmentState.ANSWERED and not is_own):
        known = criteria[going.criteria_set]
        answered = sum(code in known for code in governance.verdicts_of(going))
        label = _("Self-assessment") if is_own else _("Evaluation")
        return _("%(what)s: %(answered)s of %(total)s") % {
            "what": label,
            "answered": answered,
            "total": len(known),
        }
    return label
