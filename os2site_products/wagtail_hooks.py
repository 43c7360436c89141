"""Products and governance in the administration's menu."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from os2site.admin.base_data import BaseDataViewSet
from os2site.page_types import find_page_model
from os2site_products.models import Assessment, Criterion, EconomyRule


class ProductListing(PageListingViewSet):
    """Lists products with what an editor goes by."""

    icon = "os2-product"
    menu_label = _("Products")
    name = "os2site_products"
    add_to_admin_menu = True
    menu_order = 200
    columns = [
        *PageListingViewSet.columns,
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column(
            "lifecycle",
            label=_("Lifecycle"),
            accessor="get_lifecycle_display",
            sort_key="lifecycle",
        ),
        Column(
            "governance_level",
            label=_("Level"),
            accessor="get_governance_level_display",
            sort_key="governance_level",
        ),
        BooleanColumn("demo", label=_("Example")),
    ]


@hooks.register("register_admin_viewset")
def register_listing() -> list[ProductListing]:
    """The list, where the site has a page model for products."""
    model = find_page_model("product")
    return [] if model is None else [ProductListing(model=model)]


class AssessmentViewSet(BaseDataViewSet):
    """Evaluations and self-assessments."""

    model = Assessment
    icon = "os2-governance"
    menu_label = _("Assessments")
    list_display = ["product_slug", "type", "date", "criteria_set", "decided_level", "published"]
    list_filter = ["type", "criteria_set", "decided_level", "published", "demo"]
    list_export = [
        "slug",
        "product_slug",
        "type",
        "criteria_set",
        "date",
        "assessed_by_role",
        "decided_level",
        "summary",
        "published",
        "demo",
    ]
    search_fields = ["product_slug", "slug", "summary"]
    ordering = ["-date", "product_slug"]


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


class GovernanceGroup(SnippetViewSetGroup):
    """The menu."""

    items = (AssessmentViewSet, CriterionViewSet, EconomyRuleViewSet)
    menu_label = _("Governance and economy")
    menu_name = "governance"
    menu_icon = "os2-governance"
    menu_order = 205


register_snippet(GovernanceGroup)
