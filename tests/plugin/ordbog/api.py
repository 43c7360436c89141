"""Words as JSON, below ``/api/v1/words/``."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from os2site.api.contract import ApiRouter, listed_pages, paginated
from os2site.page_types import get_page_model

router = Router()


class WordOut(Schema):
    """A word."""

    slug: str
    term: str
    definition: str
    see_also: list[str]
    url: str


class WordList(Schema):
    """A page of words."""

    total: int
    results: list[WordOut]


@router.get("/", response=WordList, summary="Words of the public glossaries")
def list_words(request: HttpRequest, page: int = 1, page_size: int = 20) -> dict[str, Any]:
    model = get_page_model("ordbog")
    pages = {item.pk: item for item in listed_pages(request, model)}
    rows = model.words.rel.related_model.objects.filter(page_id__in=pages).order_by("term", "pk")

    def serialise(words: list[Any]) -> list[dict[str, Any]]:
        return [
            {
                "slug": word.slug,
                "term": word.term,
                "definition": word.definition,
                "see_also": word.see_also,
                "url": f"{pages[word.page_id].get_url(request)}#{word.slug}",
            }
            for word in words
        ]

    return paginated(request, rows, serialise)


ROUTERS = (ApiRouter("words", router),)
