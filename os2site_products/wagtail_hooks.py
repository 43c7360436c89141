"""Products and governance in the administration's menu."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Permission
from django.urls import URLPattern, path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.snippets.models import register_snippet

from os2site.admin.bulk import OwnBulkActions, actions_for
from os2site.admin.listings import lean_columns
from os2site.page_types import find_page_model
from os2site_products.admin.bulk import SetLifecycle
from os2site_products.admin.dashboard import DashboardMenuItem, GovernanceDashboard
from os2site_products.admin.entry import EntryViewSet
from os2site_products.admin.lists import GovernanceGroup, refuse_deleting, refuse_editing
from os2site_products.admin.publiccode_import import PubliccodeImportViewSet

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Page


class ProductIndexView(OwnBulkActions):
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


@hooks.register("register_admin_viewset")
def register_entry() -> EntryViewSet:
    """Screens of a governance report in the making."""
    return EntryViewSet()


@hooks.register("register_admin_urls")
def register_dashboard_urls() -> list[URLPattern]:
    """The secretariat's dashboard, where the site has a page model for products."""
    if find_page_model("product") is None:
        return []
    return [
        path(
            "os2site/governance/oversigt/",
            GovernanceDashboard.as_view(),
            name="os2site_products_dashboard",
        ),
        path(
            "os2site/governance/oversigt/results/",
            GovernanceDashboard.as_view(results_only=True),
            name="os2site_products_dashboard_results",
        ),
    ]


@hooks.register("register_reports_menu_item")
def register_dashboard_menu_item() -> MenuItem:
    """The dashboard among Wagtail's reports."""
    return DashboardMenuItem(
        _("Governance of all products"),
        reverse_lazy("os2site_products_dashboard"),
        name="os2site-governance",
        icon_name="os2-governance",
        order=100,
    )


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """The permission to evaluate, so that groups can be given it."""
    return Permission.objects.filter(
        content_type__app_label="os2site_products", codename="evaluate_assessment"
    )


register_snippet(GovernanceGroup)

hooks.register("before_edit_snippet", refuse_editing)
hooks.register("before_delete_snippet", refuse_deleting)

if (product_model := find_page_model("product")) is not None:
    for bulk_action in actions_for(product_model, SetLifecycle):
        hooks.register("register_bulk_action", bulk_action)
