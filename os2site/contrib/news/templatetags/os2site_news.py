"""Turn what a search entry keeps of a piece of news into the row that lists show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from os2site.contrib.news.services import lists

if TYPE_CHECKING:
    from os2site.search.results import Hit

register = template.Library()


@register.simple_tag
def news_row(hit: Hit) -> lists.NewsRow:
    """The row of ``components/news_row.html`` for a hit in the list of news."""
    return lists.row_of(hit=hit)
