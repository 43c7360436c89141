"""Products and governance in the administration's menu."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from os2site.admin.base_data import BaseDataViewSet
from os2site.admin.listings import lean_columns
from os2site.page_types import find_page_model
from os2site_products.admin.publiccode_import import PubliccodeImportViewSet
from os2site_products.models import Assessment, Criterion, EconomyRule

if TYPE_CHECKING:
    from wagtail.models import Page


class ProductIndexView(IndexView):
    """The list of products, with the way to the import of a publiccode.yml."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:  # type: ignore[override]
        buttons: list[Button] = [*super().header_more_buttons]
        policy = PagePermissionPolicy()
        if policy.user_has_any_permission(self.request.user, {"add", "change"}):
            buttons.append(_import_button(reverse("os2site_publiccode:index")))
        return buttons


class ProductListing(PageListingViewSet):
    """Lists products with what an editor goes by."""

    icon = "os2-product"
    menu_label = _("Products")
    name = "os2site_products"
    index_view_class = ProductIndexView
    add_to_admin_menu = True
    menu_order = 200
    columns = lean_columns(
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
    )


def _import_button(url: str) -> Button:
    return Button(_("Import publiccode.yml"), url=url, icon_name="upload", priority=90)


@hooks.register("register_admin_viewset")
def register_listing() -> list[Any]:
    """The list and the import, where the site has a page model for products."""
    model = find_page_model("product")
    if model is None:
        return []
    return [ProductListing(model=model), PubliccodeImportViewSet()]


@hooks.register("register_page_header_buttons")
def add_import_button(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """On a product's form: bring in its publiccode.yml."""
    model = find_page_model("product")
    if view_name != "edit" or model is None or not isinstance(page, model):
        return
    if page.permissions_for_user(user).can_edit():
        yield _import_button(f"{reverse('os2site_publiccode:index')}?product={page.pk}")


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
