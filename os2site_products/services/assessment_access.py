"""Who may answer for a product, and who may evaluate it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from os2site_products.enums import AssessmentState, BasisType

if TYPE_CHECKING:
    from os2site_products.models import Assessment

ANSWER: Final = "os2site_products.change_assessment"
EVALUATE: Final = "os2site_products.evaluate_assessment"


def may_evaluate(*, user: Any) -> bool:
    """Whether the user gives lights, decides levels and publishes."""
    return bool(user.has_perm(EVALUATE))


def may_answer_for(*, user: Any, product: Any) -> bool:
    """Whether the user answers for the product: who may edit its page, and who may evaluate.

    :param product: the page, ``None`` while it is not there yet.
    """
    if may_evaluate(user=user):
        return True
    if product is None or not user.has_perm(ANSWER):
        return False
    return bool(product.permissions_for_user(user).can_edit())


def may_see(*, user: Any, assessment: Assessment) -> bool:
    """Whether the user may read the assessment before visitors do."""
    return may_answer_for(user=user, product=assessment.product)


def may_write(*, user: Any, assessment: Assessment) -> bool:
    """Whether answers or lights can be written by this user, as far as the assessment is now."""
    if assessment.published:
        return False
    if assessment.type == BasisType.SELF_ASSESSMENT:
        is_open = assessment.state == AssessmentState.DRAFT
        return is_open and may_answer_for(user=user, product=assessment.product)
    return assessment.state == AssessmentState.ANSWERED and may_evaluate(user=user)
