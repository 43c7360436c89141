"""Which steps of a governance report are offered, and to whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from os2site_products.enums import AssessmentState, BasisType
from os2site_products.models import Assessment
from os2site_products.services import assessment_access


@dataclass(frozen=True)
class StepButton:
    """A step that the user can take now; ``name`` is the end of its address."""

    name: str
    label: str
    is_main: bool = True


def step_buttons(*, assessment: Assessment, user: Any) -> list[StepButton]:
    """The steps that this user can take with the assessment as it is."""
    is_own = assessment.type == BasisType.SELF_ASSESSMENT
    may_evaluate = assessment_access.may_evaluate(user=user)
    state = AssessmentState(assessment.state)
    reopen = StepButton("genaabn", _("Open again"), is_main=False)
    if assessment.published:
        return [StepButton("traek-tilbage", _("Take back"), is_main=False)] if may_evaluate else []
    if is_own and state == AssessmentState.DRAFT:
        return [StepButton("aflever", _("Hand in the answers"))]
    if is_own:
        publish = StepButton("udgiv", _("Publish the product's answers"), is_main=False)
        again = [] if assessment.evaluations.exists() else [reopen]
        return [*([publish] if may_evaluate else []), *again]
    if not may_evaluate:
        return []
    return {
        AssessmentState.ANSWERED: [StepButton("afslut", _("Finish the evaluation"))],
        AssessmentState.EVALUATED: [reopen],
        AssessmentState.DECIDED: [StepButton("udgiv", _("Publish the report")), reopen],
    }.get(state, [])
