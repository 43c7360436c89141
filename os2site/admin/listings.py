"""Lists of thousands of pages: what a row shows must cost no queries of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail.admin.ui.tables.pages import PageTitleColumn
from wagtail.admin.viewsets.pages import PageListingViewSet


class LeanTitleColumn(PageTitleColumn):
    """A title that leads to the form, without Wagtail's menu of everything one can do with a page.

    For that menu Wagtail and wagtail-localize ask four times for each row. What it has is on the
    page's form, and in the check boxes for several pages at once.
    """

    cell_template_name = "os2site/admin/lean_title_cell.html"


def lean_columns(*further: Any) -> Sequence[Any]:
    """Columns of a list of pages: Wagtail's, with a lean title, and those of the type."""
    columns = [
        LeanTitleColumn(
            column.name, label=column.label, sort_key=column.sort_key, classname=column.classname
        )
        if isinstance(column, PageTitleColumn)
        else column
        for column in PageListingViewSet.columns
    ]
    return [*columns, *further]
