"""Lists and forms of governance and economy, gathered in a menu of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from os2site.admin.base_data import BaseDataIndexView, BaseDataViewSet
from os2site_products.admin.begin import BeginViewSet
from os2site_products.models import Assessment, Criterion, EconomyRule, ProductMove, set_is_used
from os2site_products.services import assessment_access

if TYPE_CHECKING:
    from django.http import HttpRequest


class AssessmentIndexView(BaseDataIndexView):
    """The list leads to a report's own screen, where it is filled in."""

    def get_edit_url(self, instance: Assessment) -> str | None:
        """The overview, for who may see it."""
        if not assessment_access.may_see(user=self.request.user, assessment=instance):
            return None
        return reverse("os2site_governance:overview", args=[instance.pk])


class BeginReportView(View):
    """A report begins with product and criteria, not with an empty form."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("os2site_governance_begin:report")

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """The view; Wagtail's arguments for a form are of no use here."""
        return super().as_view()


class AssessmentViewSet(BaseDataViewSet):
    """Evaluations and self-assessments."""

    model = Assessment
    icon = "os2-governance"
    menu_label = _("Assessments")
    index_view_class = AssessmentIndexView
    add_view_class = BeginReportView
    copy_view_enabled = False
    list_display = [
        "product_name",
        "type",
        "date",
        "state",
        "criteria_set",
        "decided_level",
        BooleanColumn("published", label=_("Shown to visitors"), sort_key="published"),
    ]
    list_filter = ["type", "state", "criteria_set", "decided_level", "published", "demo"]
    list_export = [
        "slug",
        "product_slug",
        "type",
        "state",
        "criteria_set",
        "date",
        "assessed_by_role",
        "decided_level",
        "decided_on",
        "decided_by_role",
        "summary",
        "published",
        "demo",
    ]
    search_fields = ["product_slug", "slug", "summary"]
    ordering = ["-date", "product_slug"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """The assessments with the names of their products."""
        return Assessment.objects.select_related("product")


class CriterionViewSet(BaseDataViewSet):
    """Criteria of all sets."""

    model = Criterion
    icon = "list-ol"
    menu_label = _("Criteria")
    list_display = ["code", "title", "theme", "level", "is_recommendation", "criteria_set"]
    list_filter = ["criteria_set", "theme", "level", "is_recommendation"]
    list_export = ["criteria_set", "code", "title", "theme", "level", "is_recommendation", "order"]
    search_fields = ["code", "title", "guidance"]
    ordering = ["criteria_set", "order"]


class ProductMoveViewSet(BaseDataViewSet):
    """Moves of products between kinds, lifecycles and levels."""

    model = ProductMove
    icon = "history"
    menu_label = _("Moves of products")
    list_display = ["product", "axis", "before", "after", "date", "decided_by_role"]
    list_filter = ["axis", "date"]
    list_export = ["product", "axis", "before", "after", "date", "decided_by_role", "note"]
    search_fields = ["product__title", "decided_by_role", "note"]
    ordering = ["-date", "-pk"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """The moves with the names of their products."""
        return ProductMove.objects.select_related("product")


class EconomyRuleViewSet(BaseDataViewSet):
    """Rules and figures of the economy."""

    model = EconomyRule
    icon = "form"
    menu_label = _("Economy")
    list_display = ["title", "type", "order", "demo"]
    list_filter = ["type", "demo"]
    list_export = ["slug", "type", "title", "text", "order", "demo"]
    search_fields = ["title", "text", "slug"]
    ordering = ["order", "slug"]


def refuse_editing(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Facts of a report are for who may write it now, and for the secretariat."""
    if not isinstance(instance, Assessment):
        return None
    user = request.user
    if assessment_access.may_evaluate(user=user) or assessment_access.may_write(
        user=user, assessment=instance
    ):
        return None
    raise PermissionDenied


def refuse_deleting(request: HttpRequest, instances: Sequence[Any]) -> HttpResponse | None:
    """What visitors see, or reports rest on, is not deleted, one by one nor many at once."""
    if any(isinstance(item, Assessment) and item.published for item in instances):
        messages.error(request, _("Take the report back from visitors before you delete it."))
        return redirect("wagtailsnippets_os2site_products_assessment:list")
    sets = {item.criteria_set for item in instances if isinstance(item, Criterion)}
    if any(set_is_used(criteria_set=name) for name in sets):
        messages.error(request, _("Reports use this criterion, so it can't be deleted."))
        return redirect("wagtailsnippets_os2site_products_criterion:list")
    return None


class GovernanceGroup(SnippetViewSetGroup):
    """The menu."""

    items = (
        AssessmentViewSet,
        CriterionViewSet,
        BeginViewSet,
        ProductMoveViewSet,
        EconomyRuleViewSet,
    )
    menu_label = _("Governance and economy")
    menu_name = "governance"
    menu_icon = "os2-governance"
    menu_order = 205
