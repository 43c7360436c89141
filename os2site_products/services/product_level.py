"""A decided level is stated on the product's page, in all languages, drafts included."""

from __future__ import annotations

from typing import Any

from os2site.page_types import find_page_model
from os2site_products.enums import BasisType
from os2site_products.models import Assessment
from os2site_products.services import governance


def state_decision(*, assessment: Assessment, user: Any) -> None:
    """Write level and basis on the product's pages, when this is its newest decision.

    A draft that an editor works on stays a draft: it gets the level too, and nothing else of it is
    published.
    """
    model = find_page_model("product")
    product = assessment.product
    if model is None or product is None or not assessment.decided_level:
        return
    if governance.newest(assessments=governance.assessments_of(product=product)) != assessment:
        return
    pages = model._default_manager.filter(translation_key=product.translation_key)
    for page in pages.select_related("locale"):
        draft: Any = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
        _fill(page, assessment)
        page.save()
        if draft is not None:
            _fill(draft, assessment)
            draft.save_revision(user=user)
        else:
            page.save_revision(user=user, changed=False, log_action=False)


def _fill(page: Any, assessment: Assessment) -> None:
    page.governance_level = assessment.decided_level
    page.basis_type = BasisType.EVALUATION
    page.basis_date = assessment.decided_on or assessment.date
    page.basis_text = assessment.decision_text[:400]
    page.basis_assessment = assessment.slug
    page.move_decided_by = assessment.decided_by_role
    page.move_decided_on = assessment.decided_on
