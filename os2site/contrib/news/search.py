"""Which entry a piece of news becomes, and which facets it adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from os2site.blocks import plain_text
from os2site.contrib.news.enums import NewsType
from os2site.contrib.news.services.news_page import reading_minutes
from os2site.page_types import find_page_model
from os2site.search.catalogue import DATE, PRODUCT, choice_labels, choice_order
from os2site.search.types import EntryDraft, Facet, SearchType
from os2site.services.visibility import lasting

if TYPE_CHECKING:
    from wagtail.models import Page


def _year_labels(values: Sequence[str], language: str) -> Mapping[str, str]:
    return {value: value for value in values}


def _newest_year(value: str) -> int:
    """Sort key: an unknown value from an address comes last."""
    return -int(value) if value.isdecimal() else 0


def _type_position(value: str) -> int:
    return choice_order(NewsType).get(value, 99)


NEWS_TYPE = Facet("news_type", _("Type of news"), choice_labels(NewsType), _type_position)
YEAR = Facet("year", _("Year"), _year_labels, _newest_year)


def project(page: Any) -> list[EntryDraft]:
    """The entry of a piece of news."""
    tags = sorted(tag.name for tag in page.tags.all())
    targets = [row.target for row in page.related_pages.select_related("target") if row.target]
    named = lasting(targets)
    return [
        EntryDraft(
            title=page.title,
            slug=page.slug,
            summary=page.summary,
            keywords=tags,
            body=plain_text(page.body),
            extra="\n".join(target.title for target in named),
            facets={
                "news_type": [page.news_type],
                "year": [str(page.date.year)],
                "product": _products(named),
            },
            date=page.published_at,
            card={
                "date": page.date.isoformat(),
                "news_type": page.news_type,
                "priority": page.priority,
                "author_role": page.author_role,
                "reading_minutes": reading_minutes(page=page),
                "tags": tags,
            },
            references=targets,
        )
    ]


def _products(targets: Sequence[Page]) -> list[str]:
    """Slugs of the products among pages."""
    model = find_page_model("product")
    if model is None:
        return []
    return [page.slug for page in targets if issubclass(page.specific_class, model)]


SEARCH_TYPES = (
    SearchType(
        name="news",
        label=_("News item"),
        label_plural=_("News"),
        page_type="news",
        project=project,
        facets=(NEWS_TYPE, DATE, YEAR, PRODUCT),
    ),
)
