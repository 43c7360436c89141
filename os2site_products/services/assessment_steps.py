"""From draft to decision: what may be done to an assessment, and what it does.

Each step waits for others that write the same assessment, and leaves who and when.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site_products.enums import (
    Answer,
    AssessmentAction,
    AssessmentState,
    BasisType,
)
from os2site_products.models import Assessment, AssessmentResult, AssessmentStep
from os2site_products.services import assessment_access, governance, product_level


class StepRefusedError(Exception):
    """The step can't be taken as things are; the message says why."""


@dataclass(frozen=True)
class Decision:
    """A level as it was decided; ``level`` is empty when none was given."""

    level: str
    decided_on: datetime.date
    decided_by_role: str
    text: str


def latest(*, product: Any) -> Assessment | None:
    """The assessment that a new one starts from: the newest that is finished, shown or not."""
    rows = governance.all_of(product=product).exclude(state=AssessmentState.DRAFT)
    return rows.prefetch_related("results").order_by("-date", "-pk").first()


def in_progress(*, product: Any, type: str) -> Assessment | None:
    """The assessment of this type that is being written, if there is one."""
    state = AssessmentState.DRAFT if type == BasisType.SELF_ASSESSMENT else AssessmentState.ANSWERED
    return governance.all_of(product=product).filter(type=type, state=state).first()


def start_self_assessment(*, product: Any, criteria_set: str, user: Any) -> Assessment:
    """A new assessment by the product, with the answers of the last one where it has any.

    Answers are taken over on criteria that say the same in both sets.

    :raises StepRefusedError: when one is being written, or the set has no criteria.
    """
    criteria = governance.criteria_of(criteria_set=criteria_set)
    if not criteria:
        raise StepRefusedError(_("The criteria set has no criteria."))
    with transaction.atomic():
        if in_progress(product=product, type=BasisType.SELF_ASSESSMENT) is not None:
            raise StepRefusedError(_("The product has a draft already. Go on with that one."))
        before = latest(product=product)
        started = _new(product, BasisType.SELF_ASSESSMENT, criteria_set, AssessmentState.DRAFT)
        started.assessed_by_role = _("The product")
        started.save()  # type: ignore[no-untyped-call]
        if before is not None:
            titles = {
                code: item.title
                for code, item in governance.criteria_of(criteria_set=before.criteria_set).items()
            }
            _copy_answers(
                before,
                started,
                [code for code, item in criteria.items() if titles.get(code) == item.title],
            )
        _log(started, AssessmentAction.STARTED, user)
    return started


def start_evaluation(*, answers: Assessment, user: Any) -> Assessment:
    """An evaluation of what a product has handed in, with its answers as they are now.

    :raises StepRefusedError: when the product has not handed them in, or one is under way.
    """
    _check_evaluator(user)
    with _locked(answers) as current:
        if (current.type, current.state) != (BasisType.SELF_ASSESSMENT, AssessmentState.ANSWERED):
            raise StepRefusedError(_("The product has not handed in its answers."))
        if in_progress(product=current.product, type=BasisType.EVALUATION) is not None:
            raise StepRefusedError(_("The product is being evaluated already."))
        started = _new(
            current.product, BasisType.EVALUATION, current.criteria_set, AssessmentState.ANSWERED
        )
        started.based_on = current
        started.assessed_by_role = _("The secretariat")
        started.demo = current.demo
        started.save()  # type: ignore[no-untyped-call]
        AssessmentResult.objects.bulk_create(
            AssessmentResult(
                assessment=started,
                sort_order=row.sort_order,
                code=row.code,
                own_answer=row.verdict,
                own_explanation=row.explanation,
                documentation_url=row.documentation_url,
            )
            for row in current.results.all()
        )
        _log(started, AssessmentAction.STARTED, user)
    return started


def lacking(*, assessment: Assessment) -> list[str]:
    """Codes that keep the assessment from being handed in: without answer, or unexplained.

    "Follow or explain": every answer of the product's own but yes has a text.
    """
    rows = {row.code: row for row in AssessmentResult.objects.filter(assessment=assessment)}
    is_own = assessment.type == BasisType.SELF_ASSESSMENT
    found = []
    for code in governance.criteria_of(criteria_set=assessment.criteria_set):
        row = rows.get(code)
        if (
            row is None
            or not row.verdict
            or (is_own and row.verdict != Answer.YES and not row.explanation.strip())
        ):
            found.append(code)
    return found


def hand_in(*, assessment: Assessment, user: Any) -> None:
    """The product has answered all.

    :raises StepRefusedError: while an answer or an explanation is missing.
    """
    with _locked(assessment) as current:
        if not assessment_access.may_answer_for(user=user, product=current.product):
            raise StepRefusedError(_("You may not answer for this product."))
        if (current.type, current.state) != (BasisType.SELF_ASSESSMENT, AssessmentState.DRAFT):
            raise StepRefusedError(_moved_on(current))
        _check_complete(current)
        current.date = current.date or timezone.localdate()
        _set(current, AssessmentState.ANSWERED, AssessmentAction.ANSWERED, user)


def finish_evaluation(*, assessment: Assessment, user: Any) -> None:
    """Every criterion has its light.

    :raises StepRefusedError: while one is missing.
    """
    _check_evaluator(user)
    with _locked(assessment) as current:
        if (current.type, current.state) != (BasisType.EVALUATION, AssessmentState.ANSWERED):
            raise StepRefusedError(_moved_on(current))
        _check_complete(current)
        current.date = current.date or timezone.localdate()
        _set(current, AssessmentState.EVALUATED, AssessmentAction.EVALUATED, user)


def decide(*, assessment: Assessment, decision: Decision, user: Any) -> None:
    """Record the level that was decided, whatever the counts say.

    :raises StepRefusedError: before the evaluation is finished.
    """
    _check_evaluator(user)
    with _locked(assessment) as current:
        if (current.type, current.state) != (BasisType.EVALUATION, AssessmentState.EVALUATED):
            raise StepRefusedError(_moved_on(current))
        current.decided_level = decision.level
        current.decided_on = decision.decided_on
        current.decided_by_role = decision.decided_by_role
        current.decision_text = decision.text
        _set(current, AssessmentState.DECIDED, AssessmentAction.DECIDED, user)


def reopen(*, assessment: Assessment, user: Any) -> None:
    """One step back, for a mistake that is found later.

    :raises StepRefusedError: for what visitors see, or what an evaluation was begun on.
    """
    with _locked(assessment) as current:
        is_own = current.type == BasisType.SELF_ASSESSMENT
        if is_own:
            if not assessment_access.may_answer_for(user=user, product=current.product):
                raise StepRefusedError(_("You may not answer for this product."))
        else:
            _check_evaluator(user)
        if current.published:
            raise StepRefusedError(_("Take it back from visitors first."))
        if is_own and current.evaluations.exists():
            raise StepRefusedError(_("The secretariat has begun to evaluate these answers."))
        back = {
            (BasisType.SELF_ASSESSMENT, AssessmentState.ANSWERED): AssessmentState.DRAFT,
            (BasisType.EVALUATION, AssessmentState.EVALUATED): AssessmentState.ANSWERED,
            (BasisType.EVALUATION, AssessmentState.DECIDED): AssessmentState.EVALUATED,
        }.get((BasisType(current.type), AssessmentState(current.state)))
        if back is None:
            raise StepRefusedError(_moved_on(current))
        _set(current, back, AssessmentAction.REOPENED, user)


def publish(*, assessment: Assessment, user: Any) -> None:
    """Show it to visitors; the level of a decision is stated on the product's page too.

    :raises StepRefusedError: before the answers are handed in, or the level is decided.
    """
    _check_evaluator(user)
    with _locked(assessment) as current:
        is_own = current.type == BasisType.SELF_ASSESSMENT
        wanted = AssessmentState.ANSWERED if is_own else AssessmentState.DECIDED
        if current.state != wanted or current.published:
            raise StepRefusedError(_moved_on(current))
        current.published = True
        _set(current, current.state, AssessmentAction.PUBLISHED, user)
        if not is_own:
            product_level.state_decision(assessment=current, user=user)


def withdraw(*, assessment: Assessment, user: Any) -> None:
    """Take it back from visitors; the product's page keeps its level until somebody changes it.

    :raises StepRefusedError: when visitors don't see it.
    """
    _check_evaluator(user)
    with _locked(assessment) as current:
        if not current.published:
            raise StepRefusedError(_moved_on(current))
        current.published = False
        _set(current, current.state, AssessmentAction.WITHDRAWN, user)


#: Steps that need nothing but the assessment and the user, by their name in an address.
STEPS: dict[str, Callable[..., None]] = {
    "aflever": hand_in,
    "afslut": finish_evaluation,
    "genaabn": reopen,
    "udgiv": publish,
    "traek-tilbage": withdraw,
}


def _check_evaluator(user: Any) -> None:
    if not assessment_access.may_evaluate(user=user):
        raise StepRefusedError(_("Only the secretariat may do that."))


def _check_complete(assessment: Assessment) -> None:
    codes = lacking(assessment=assessment)
    if codes:
        text = ngettext(
            "%(count)s criterion still lacks an answer or an explanation: %(codes)s.",
            "%(count)s criteria still lack an answer or an explanation: %(codes)s.",
            len(codes),
        )
        raise StepRefusedError(text % {"count": len(codes), "codes": ", ".join(codes)})


def _moved_on(assessment: Assessment) -> str:
    return _("The report is at “%(state)s”, so that can't be done now.") % {
        "state": assessment.get_state_display()
    }


@contextmanager
def _locked(assessment: Assessment) -> Iterator[Assessment]:
    """The assessment as it is now, while nobody else can write it."""
    with transaction.atomic():
        Assessment.objects.filter(pk=assessment.pk).update(changed_at=timezone.now())
        current = Assessment.objects.select_related("product").filter(pk=assessment.pk).first()
        if current is None:
            raise StepRefusedError(_("The report has been deleted. Nothing was saved."))
        yield current


def _set(assessment: Assessment, state: str, action: AssessmentAction, user: Any) -> None:
    assessment.state = state
    # Its rows are written one by one elsewhere: only its own fields are saved here.
    assessment.save(  # type: ignore[no-untyped-call]
        update_fields=[
            "state",
            "published",
            "date",
            "decided_level",
            "decided_on",
            "decided_by_role",
            "decision_text",
        ]
    )
    _log(assessment, action, user)


def _log(assessment: Assessment, action: AssessmentAction, user: Any) -> None:
    AssessmentStep.objects.create(assessment=assessment, action=action, user=user)


def _new(product: Any, type: BasisType, criteria_set: str, state: AssessmentState) -> Assessment:
    base = f"{product.slug[:90]}-{type.value}-{timezone.localdate().isoformat()}"
    slug, number = base, 1
    while Assessment.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{base}-{number}"
    created = Assessment(  # type: ignore[no-untyped-call]
        product=product,
        product_slug=product.slug,
        slug=slug,
        type=type,
        criteria_set=criteria_set,
        state=state,
        demo=bool(getattr(product.specific, "demo", False)),
    )
    created.save()  # type: ignore[no-untyped-call]
    return created


def _copy_answers(before: Assessment, started: Assessment, codes: list[str]) -> None:
    rows = {row.code: row for row in before.results.all()}
    is_evaluation = before.type == BasisType.EVALUATION
    AssessmentResult.objects.bulk_create(
        AssessmentResult(
            assessment=started,
            sort_order=number,
            code=code,
            verdict=rows[code].own_answer if is_evaluation else rows[code].verdict,
            explanation=rows[code].own_explanation if is_evaluation else rows[code].explanation,
            documentation_url=rows[code].documentation_url,
        )
        for number, code in enumerate(codes)
        if code in rows
    )
