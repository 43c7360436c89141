"""A governance report in the making: its overview, one screen for each theme, and its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.viewsets.base import ViewSet

from os2site.admin import screens
from os2site.services import subpages
from os2site_products.admin.buttons import step_buttons
from os2site_products.enums import AssessmentState, BasisType, Theme
from os2site_products.forms.governance import CriterionForm, DecisionForm
from os2site_products.models import Assessment, AssessmentResult, Criterion
from os2site_products.services import (
    assessment_access,
    assessment_entry,
    assessment_steps,
    governance,
    governance_report,
)

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern

STYLE = "os2site_products/admin-governance.css"


@dataclass
class CriterionEntry:
    """A criterion with its form and what others have said of it."""

    criterion: Criterion
    form: CriterionForm
    stored: AssessmentResult | None
    conflict: assessment_entry.Written | None = None
    conflict_label: str = ""

    @property
    def own_answer(self) -> str:
        """The product's answer in words, empty when it has none."""
        return str(self.stored.get_own_answer_display()) if self.stored else ""


class EntryViewSet(ViewSet):
    """Addresses of a report in the making."""

    name = "os2site_governance"
    url_prefix = "os2site/governance"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("<int:pk>/", overview, name="overview"),
            path("<int:pk>/tema/<slug:theme>/", fill_theme, name="theme"),
            path("<int:pk>/trin/<slug:step>/", take_step, name="step"),
            path("<int:pk>/vurder/", begin_evaluation, name="evaluate"),
            path("<int:pk>/afgoer/", decide, name="decide"),
            path("<int:pk>/vis/", preview, name="preview"),
        ]


def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the report is, what is missing, and what can be done now."""
    return _overview(request, _assessment(request, pk))


def _overview(
    request: HttpRequest, assessment: Assessment, form: DecisionForm | None = None
) -> HttpResponse:
    user = request.user
    criteria = governance.criteria_of(criteria_set=assessment.criteria_set)
    themes = assessment_entry.progress(assessment=assessment, criteria=criteria)
    may_evaluate = assessment_access.may_evaluate(user=user)
    may_decide = (
        may_evaluate
        and assessment.type == BasisType.EVALUATION
        and assessment.state == AssessmentState.EVALUATED
    )
    if may_decide and form is None:
        form = DecisionForm(initial={"decided_on": timezone.localdate()})
    context = {
        **frame(_title(assessment)),
        "assessment": assessment,
        "themes": themes,
        "answered": sum(theme.answered for theme in themes),
        "total": sum(theme.total for theme in themes),
        "may_write": assessment_access.may_write(user=user, assessment=assessment),
        "lacking": _lacking(assessment, criteria),
        "steps": assessment.steps.select_related("user"),
        "buttons": step_buttons(assessment=assessment, user=user),
        "may_begin_evaluation": may_evaluate
        and assessment.type == BasisType.SELF_ASSESSMENT
        and assessment.state == AssessmentState.ANSWERED
        and not assessment.evaluations.exists(),
        "evaluation": assessment.evaluations.first(),
        "decision_form": form if may_decide else None,
        "facts_url": reverse(
            "wagtailsnippets_os2site_products_assessment:edit", args=[assessment.pk]
        ),
        "may_edit_facts": may_evaluate
        or assessment_access.may_write(user=user, assessment=assessment),
        "public_url": _public_url(assessment, request),
        "STYLE": STYLE,
    }
    status = 200 if form is None or not form.errors else 422
    return TemplateResponse(request, "os2site_products/admin/overview.html", context, status=status)


def fill_theme(request: HttpRequest, pk: int, theme: str) -> HttpResponse:
    """The criteria of a theme, to be answered or given lights a few at a time."""
    assessment = _assessment(request, pk)
    all_criteria = governance.criteria_of(criteria_set=assessment.criteria_set)
    criteria = [item for item in all_criteria.values() if item.theme == theme]
    if theme not in Theme.values or not criteria:
        raise Http404("No such theme in the set")
    may_write = assessment_access.may_write(user=request.user, assessment=assessment)
    if request.method != "POST" and not may_write:
        return redirect("os2site_governance:overview", pk)
    rows = assessment_entry.stored(assessment=assessment)
    entries = [
        CriterionEntry(
            item, _form(item, assessment, rows.get(item.code), request), rows.get(item.code)
        )
        for item in criteria
    ]
    status = 200
    if request.method == "POST":
        status = _save(request, assessment, entries)
        if status == 200:
            return _after_saving(request, assessment, theme, all_criteria)
    themes = assessment_entry.progress(assessment=assessment, criteria=all_criteria)
    context = {
        **frame(str(Theme(theme).label), above=assessment),
        "assessment": assessment,
        "entries": entries,
        "themes": themes,
        "theme": theme,
        "answered": sum(item.answered for item in themes),
        "total": sum(item.total for item in themes),
        "is_own": assessment.type == BasisType.SELF_ASSESSMENT,
        "STYLE": STYLE,
    }
    return TemplateResponse(request, "os2site_products/admin/theme.html", context, status=status)


def _form(
    criterion: Criterion,
    assessment: Assessment,
    row: AssessmentResult | None,
    request: HttpRequest,
) -> CriterionForm:
    stored = assessment_entry.Written.of(row)
    return CriterionForm(
        request.POST if request.method == "POST" else None,
        prefix=criterion.slug,
        type=assessment.type,
        initial={
            "verdict": stored.verdict,
            "explanation": stored.explanation,
            "documentation_url": stored.documentation_url,
            "seen": stored.digest,
        },
    )


def _save(request: HttpRequest, assessment: Assessment, entries: Sequence[CriterionEntry]) -> int:
    """Save what can be saved; a status above 200 says that the form is to be shown again."""
    valid = [entry for entry in entries if entry.form.is_valid()]
    try:
        saved = assessment_entry.save(
            assessment=assessment,
            user=request.user,
            given={
                entry.criterion.code: entry.form.written(
                    documentation_url=entry.stored.documentation_url if entry.stored else ""
                )
                for entry in valid
            },
            seen={entry.criterion.code: entry.form.cleaned_data["seen"] for entry in valid},
        )
    except assessment_entry.EntryClosedError as error:
        messages.error(request, str(error))
        return 409
    if saved.written or len(valid) == len(entries):
        messages.success(request, _saved_text(len(saved.written)))
    rows = assessment_entry.stored(assessment=assessment)
    for entry in valid:
        code = entry.criterion.code
        entry.form.show_anew(assessment_entry.Written.of(rows.get(code)).digest)
        entry.conflict = saved.conflicts.get(code)
        if entry.conflict is not None and entry.conflict.verdict:
            entry.conflict_label = governance.verdict(entry.conflict.verdict).label
    if saved.conflicts:
        messages.error(
            request,
            _(
                "Somebody else has changed %(codes)s meanwhile. Nothing is lost: what you wrote is "
                "in the form, and the other's text stands above it. Save again to let yours stand."
            )
            % {"codes": ", ".join(saved.conflicts)},
        )
        return 409
    if len(valid) < len(entries):
        codes = ", ".join(entry.criterion.code for entry in entries if entry.form.errors)
        messages.error(
            request, _("%(codes)s could not be saved. See why below.") % {"codes": codes}
        )
        return 422
    return 200


def _saved_text(number: int) -> str:
    if not number:
        return _("Nothing had been changed.")
    text = ngettext("%(count)s criterion is saved.", "%(count)s criteria are saved.", number)
    return text % {"count": number}


def _after_saving(
    request: HttpRequest, assessment: Assessment, theme: str, criteria: Mapping[str, Criterion]
) -> HttpResponse:
    order = [value for value in Theme.values if any(c.theme == value for c in criteria.values())]
    position = order.index(theme) + 1
    if "next" in request.POST and position < len(order):
        return redirect("os2site_governance:theme", assessment.pk, order[position])
    if "next" in request.POST or "overview" in request.POST:
        return redirect("os2site_governance:overview", assessment.pk)
    return redirect("os2site_governance:theme", assessment.pk, theme)


@require_POST
def take_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Hand in, finish, open again, publish or take back."""
    assessment = _assessment(request, pk)
    if step not in assessment_steps.STEPS:
        raise Http404("No such step")
    try:
        assessment_steps.STEPS[step](assessment=assessment, user=request.user)
    except assessment_steps.StepRefusedError as error:
        messages.error(request, str(error))
    else:
        assessment.refresh_from_db()
        messages.success(request, _done_text(step, assessment))
    return redirect("os2site_governance:overview", pk)


def _done_text(step: str, assessment: Assessment) -> str:
    if step == "udgiv":
        return _("The report is published. Visitors see it now.")
    if step == "traek-tilbage":
        return _("The report is taken back. Visitors no longer see it.")
    return _("The report is now at “%(state)s”.") % {"state": assessment.get_state_display()}


@require_POST
def begin_evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an evaluation of what the product has handed in."""
    answers = _assessment(request, pk)
    try:
        started = assessment_steps.start_evaluation(answers=answers, user=request.user)
    except assessment_steps.StepRefusedError as error:
        messages.error(request, str(error))
        return redirect("os2site_governance:overview", pk)
    return redirect("os2site_governance:overview", started.pk)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the level that was decided."""
    assessment = _assessment(request, pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The decision could not be saved. See why below."))
        return _overview(request, assessment, form)
    data = form.cleaned_data
    decision = assessment_steps.Decision(
        data["level"], data["decided_on"], data["decided_by_role"], data["text"]
    )
    try:
        assessment_steps.decide(assessment=assessment, decision=decision, user=request.user)
    except assessment_steps.StepRefusedError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The decision is saved. Publish the report to show it."))
    return redirect("os2site_governance:overview", pk)


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as visitors will see it, for those who may see it before they do."""
    assessment = _assessment(request, pk)
    page: Any = assessment.product.specific if assessment.product is not None else None
    if page is None:
        raise Http404("The product has no page yet")
    shown = governance_report.build(product=page, request=request, draft=assessment)
    if shown is None:
        raise Http404("There is nothing to show")
    subpage = subpages.Subpage(
        governance_report.PATH, f"{page.title}: {shown.title}", "", listed=False
    )
    context = page.subpage_context(request, subpage)
    context["governance"] = shown
    context["is_preview"] = not assessment.published
    return TemplateResponse(request, "os2site_products/governance_page.html", context)


def frame(title: str, *, above: Assessment | None = None) -> dict[str, Any]:
    """Title, icon and breadcrumbs of a screen."""
    crumbs = [
        {
            "url": reverse("wagtailsnippets_os2site_products_assessment:list"),
            "label": _("Assessments"),
        }
    ]
    if above is not None:
        crumbs.append(
            {"url": reverse("os2site_governance:overview", args=[above.pk]), "label": _title(above)}
        )
    return screens.frame(title, "os2-governance", above=crumbs)


def _assessment(request: HttpRequest, pk: int) -> Assessment:
    """The assessment, for those who may see it.

    :raises PermissionDenied: for others; Wagtail leads them to its start page and says why.
    """
    found = get_object_or_404(Assessment.objects.select_related("product"), pk=pk)
    if not assessment_access.may_see(user=request.user, assessment=found):
        raise PermissionDenied
    return found


def _title(assessment: Assessment) -> str:
    name = assessment.product.title if assessment.product is not None else assessment.product_slug
    return f"{name}: {assessment.get_type_display().lower()}"


def _lacking(
    assessment: Assessment, criteria: Mapping[str, Criterion]
) -> Sequence[tuple[Criterion, str]]:
    """Criteria that keep it from going on, with the theme's screen; nothing once it has gone on."""
    is_own = assessment.type == BasisType.SELF_ASSESSMENT
    if assessment.state != (AssessmentState.DRAFT if is_own else AssessmentState.ANSWERED):
        return []
    return [
        (
            criteria[code],
            reverse("os2site_governance:theme", args=[assessment.pk, criteria[code].theme])
            + f"#krav-{criteria[code].slug}",
        )
        for code in assessment_steps.lacking(assessment=assessment)
    ]


def _public_url(assessment: Assessment, request: HttpRequest) -> str:
    product: Any = assessment.product
    if product is None or not product.live or not assessment.published:
        return ""
    keyed = governance_report.keys_of(governance.assessments_of(product=product))
    key = next((name for name, item in keyed.items() if item.pk == assessment.pk), "")
    url: str = governance_report.address(product_url=product.get_url(request) or "", key=key)
    return url
