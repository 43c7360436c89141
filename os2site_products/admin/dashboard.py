"""The secretariat's dashboard: all products' levels and gaps, among Wagtail's reports."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale

from os2site.admin.base_data import harmless
from os2site.page_types import get_page_model
from os2site_products.admin.entry import STYLE
from os2site_products.enums import BasisType, Kind, Level, Lifecycle
from os2site_products.models import Assessment
from os2site_products.services import assessment_access
from os2site_products.services.governance_overview import (
    OLD_AFTER_DAYS,
    ProductGovernance,
    level_counts,
    overview,
)

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Value of the filters for what nobody has stated.
NONE = "ingen"


class DashboardMenuItem(MenuItem):
    """Shown to the secretariat."""

    def is_shown(self, request: HttpRequest) -> bool:
        return assessment_access.may_evaluate(user=request.user)


def _stated(queryset: Any, name: str, value: str) -> Any:
    return queryset.filter(**{name: "" if value == NONE else value})


def _with_report(queryset: Any, name: str, value: str) -> Any:
    """Products by the report that they have."""
    reports = Assessment.objects.filter(product__translation_key=OuterRef("translation_key"))
    shown = reports.filter(published=True)
    evaluated = shown.filter(type=BasisType.EVALUATION)
    recent = shown.filter(date__gte=timezone.localdate() - datetime.timedelta(days=OLD_AFTER_DAYS))
    return {
        "ingen": queryset.filter(~Exists(shown)),
        "egen": queryset.filter(Exists(shown) & ~Exists(evaluated)),
        "gammel": queryset.filter(Exists(shown) & ~Exists(recent)),
        "i-gang": queryset.filter(Exists(reports.filter(published=False))),
    }[value]


class DashboardFilters(WagtailFilterSet):
    """What the secretariat looks for."""

    governance_level = django_filters.ChoiceFilter(
        label=_("Level"), choices=[*Level.choices, (NONE, _("Not assessed"))], method=_stated
    )
    governance_target = django_filters.ChoiceFilter(
        label=_("Target level"), choices=[*Level.choices, (NONE, _("Not stated"))], method=_stated
    )
    report = django_filters.ChoiceFilter(
        label=_("Report"),
        choices=[
            ("ingen", _("No report")),
            ("egen", _("Only the product's own")),
            ("gammel", _("Older than a year")),
            ("i-gang", _("Being written")),
        ],
        method=_with_report,
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Kind.choices)
    lifecycle = django_filters.ChoiceFilter(
        label=_("Lifecycle"), choices=[*Lifecycle.choices, (NONE, _("Not stated"))], method=_stated
    )


class GovernanceDashboard(ReportView):
    """Each product in a line; drafts of products too, once whatever their languages."""

    page_title = _("Governance of all products")
    header_icon = "os2-governance"
    index_url_name = "os2site_products_dashboard"
    index_results_url_name = "os2site_products_dashboard_results"
    results_template_name = "os2site_products/admin/dashboard_results.html"
    filterset_class = DashboardFilters
    default_ordering = "title"
    is_searchable = True
    search_fields = ["title"]
    search_backend_name = None
    export_filename = "governance"
    list_export = [
        "title",
        "kind",
        "lifecycle",
        "level",
        "target",
        "basis",
        "date",
        "age_days",
        "met",
        "partly",
        "total",
        "next_level",
        "missing",
        "missing_codes",
        "progress",
    ]
    export_headings = {
        "title": _("Product"),
        "kind": _("Kind"),
        "lifecycle": _("Lifecycle"),
        "level": _("Level"),
        "target": _("Target level"),
        "basis": _("Basis"),
        "date": _("Date of the last report"),
        "age_days": _("Age in days"),
        "met": _("Criteria met"),
        "partly": _("Partly met"),
        "total": _("Criteria in all"),
        "next_level": _("Next level"),
        "missing": _("Missing for the next level"),
        "missing_codes": _("Which are missing"),
        "progress": _("Under way"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Wagtail leads those who lack the permission to its start page, and says why."""
        if not assessment_access.may_evaluate(user=request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> Any:
        """Products in the site's first language."""
        pages = get_page_model("product")._default_manager
        return pages.filter(locale=Locale.get_default())

    def get_filterset_kwargs(self) -> dict[str, Any]:
        """Wagtail's, with the queryset: the model is known only once the site's models are."""
        return {**super().get_filterset_kwargs(), "queryset": self.get_base_queryset()}

    def get_filtered_queryset(self) -> Any:
        """What filters and search leave; Wagtail's own would filter twice."""
        return self.get_queryset()

    def decorate_paginated_queryset(self, object_list: Any) -> list[ProductGovernance]:
        """The products as lines."""
        return overview(pages=list(object_list), today=timezone.localdate())

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context with how many products are at each level."""
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        levels = self.object_list.values_list("governance_level", flat=True)
        context["levels"] = level_counts(levels.order_by())
        context["STYLE"] = STYLE
        return context

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """A cell that no spreadsheet runs; nothing where there is no number."""
        if value is None:
            return ""
        return harmless(super().preprocess_field_value(field, value, export_format))
