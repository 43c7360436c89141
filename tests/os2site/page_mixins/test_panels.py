"""Panels that the forms of several apps share."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.admin.panels import FieldPanel, extract_panel_definitions_from_model_class

from os2site.contrib.content.pages.models import StandardPage
from os2site.page_mixins import PageOfTypePanel, sharing_tab
from os2site.page_types import get_page_model
from os2site_events.pages.models import EventProduct
from os2site_products.pages.models import ProductSupplier
from os2site_suppliers.pages.models import SupplierProduct


def chooser_of(model: Any, panel: PageOfTypePanel) -> Any:
    """The widget with which an editor chooses the target; ``None`` for Wagtail's own."""
    return panel.bind_to_model(model).get_form_options().get("widgets", {}).get("target")


def test_the_sharing_tab_is_danish_and_has_further_panels_below() -> None:
    tab = sharing_tab(FieldPanel("title"), in_menus=True).bind_to_model(StandardPage)
    assert str(tab.heading) == "Deling"
    assert tab.get_form_options()["fields"] == [
        "slug",
        "show_in_menus",
        "menu_title",
        "seo_title",
        "search_description",
        "title",
        "go_live_at",
        "expire_at",
    ]


def test_a_chooser_offers_pages_of_its_type() -> None:
    chooser = chooser_of(ProductSupplier, PageOfTypePanel("target", page_type="supplier"))
    assert chooser.target_models == [get_page_model("supplier")]


def test_without_the_app_of_its_type_any_page_may_be_chosen() -> None:
    assert chooser_of(ProductSupplier, PageOfTypePanel("target", page_type="recipe")) is None


@pytest.mark.parametrize("model", [EventProduct, SupplierProduct])
def test_rows_for_products_offer_products(model: Any) -> None:
    panels = extract_panel_definitions_from_model_class(model)
    [panel] = [item for item in panels if isinstance(item, PageOfTypePanel)]
    assert chooser_of(model, panel).target_models == [get_page_model("product")]
