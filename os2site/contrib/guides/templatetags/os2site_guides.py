"""Turn what a search entry keeps of a guide into the row that lists show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from os2site.contrib.guides.services import lists

if TYPE_CHECKING:
    from os2site.search.results import Hit

register = template.Library()


@register.simple_tag
def guide_row(hit: Hit) -> lists.GuideRow:
    """The row of ``os2site_guides/guide_row.html`` for a hit in the list of guides."""
    return lists.row_of(hit=hit)
