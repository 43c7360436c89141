"""A site of any size: the demo content, and below its news as many pages with entries as asked for.

The pages are real ones, for Wagtail's sake. Their entries are not projected one by one, which would
take an hour; each takes type, facets and card from an entry of the demo content, so that a search
meets all types, facets and templates of hits.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page, Site

from benchmarks.text import Writer
from os2site.conf import get_settings
from os2site.models import SearchEntry, SearchFacet
from os2site.page_types import get_page_model
from os2site.search.engines import database

BATCH = 1000
SLUG = "bench-"


@dataclass(frozen=True)
class Written:
    """A page's texts before it is stored."""

    title: str
    summary: str
    body: str


def fill(number: int, *, seed: int = 2) -> None:
    """Migrate, load the demo content and add ``number`` pages; what is there already stays.

    :raises RuntimeError: when the database holds another number of such pages.
    """
    call_command("migrate", verbosity=0)
    call_command("os2site_demo", stdout=StringIO())
    present = Page.objects.filter(slug__startswith=SLUG).count()
    if present == number:
        return
    if present:
        raise RuntimeError(f"The database holds {present} pages of a benchmark, not {number}")
    writer = Writer(Path(get_settings().demo_content), seed)
    parent: Any = get_page_model("news_index")._default_manager.get()
    models = list(
        SearchEntry.objects.filter(language="da")
        .exclude(key__contains="#")
        .order_by("pk")
        .prefetch_related("facets")
    )
    with transaction.atomic():
        for start in range(0, number, BATCH):
            add(parent, range(start, min(start + BATCH, number)), models, writer)
        Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)
    database.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def add(parent: Any, numbers: range, models: list[SearchEntry], writer: Writer) -> None:
    """Add news with these numbers below ``parent``; their entries take after ``models``."""
    written = [Written(writer.title(), writer.lead(), writer.text()) for __ in numbers]
    pages = Page.objects.bulk_create(_pages(parent, numbers, written))
    _add_news(pages, written)
    site = Site.objects.get(is_default_site=True)
    chosen = [writer.choose(models) for __ in numbers]
    now = timezone.now()
    entries = SearchEntry.objects.bulk_create(
        SearchEntry(
            key=str(page.pk),
            page_id=page.pk,
            site=site,
            language="da",
            type=model.type,
            slug=page.slug,
            url=f"/nyheder/{page.slug}/",
            title=text.title,
            summary=text.summary,
            keywords=model.keywords,
            body=text.body,
            extra=model.extra[:200],
            card=model.card,
            date=now - datetime.timedelta(days=writer.number(1500)),
            boost=model.boost,
            content_hash=hashlib.sha256(f"{page.pk} {text}".encode()).hexdigest(),
        )
        for page, text, model in zip(pages, written, chosen, strict=True)
    )
    SearchFacet.objects.bulk_create(
        SearchFacet(entry=entry, name=facet.name, value=facet.value)
        for entry, model in zip(entries, chosen, strict=True)
        for facet in model.facets.all()
    )


def _pages(parent: Any, numbers: range, written: list[Written]) -> Iterator[Page]:
    content_type = ContentType.objects.get_for_model(get_page_model("news"))
    now = timezone.now()
    for number, text in zip(numbers, written, strict=True):
        slug = f"{SLUG}{number}"
        yield Page(
            # Behind the demo's own news, and room for more of them.
            path=Page._get_path(parent.path, parent.depth + 1, number + 1000),
            depth=parent.depth + 1,
            numchild=0,
            title=text.title,
            draft_title=text.title,
            slug=slug,
            url_path=f"{parent.url_path}{slug}/",
            content_type=content_type,
            locale=parent.locale,
            live=True,
            first_published_at=now,
            last_published_at=now,
        )


def _add_news(pages: list[Page], written: list[Written]) -> None:
    """Rows of the news' own table; Django creates no child rows in bulk by itself."""
    model: Any = get_page_model("news")
    rows = [
        model(
            page_ptr_id=page.pk,
            summary=text.summary[:400],
            body=json.dumps(
                [{"type": "text", "value": f"<p>{text.body}</p>", "id": str(page.translation_key)}]
            ),
        )
        for page, text in zip(pages, written, strict=True)
    ]
    fields = model._meta.local_concrete_fields
    for start in range(0, len(rows), 200):
        model._base_manager._insert(rows[start : start + 200], fields=fields, using="default")
