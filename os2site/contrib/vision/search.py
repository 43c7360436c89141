"""Which entries the vision page becomes: the page itself, and each of its items."""

from __future__ import annotations

from collections import defaultdict
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from os2site.blocks.anchors import anchor_of
from os2site.contrib.vision.services.vision import statement
from os2site.page_types import base_page_model
from os2site.search.catalogue import DATE
from os2site.search.types import EntryDraft, SearchType
from os2site.services.visibility import lasting


def project(page: Any) -> list[EntryDraft]:
    """The page, and an entry with an anchor for each item.

    An item may have the page's own slug; the page's entry then goes by its heading, because type
    and slug together name one entry.
    """
    items = list(page.items.all())
    slugs = {item.slug for item in items}
    title = page.heading or page.title
    drafts = [
        EntryDraft(
            title=title,
            slug=anchor_of(title) if page.slug in slugs else page.slug,
            summary=statement(items=items),
            date=page.last_published_at,
            card={"meta": ""},
        )
    ]
    targets = _targets(page)
    for item in items:
        drafts.append(
            EntryDraft(
                title=item.title,
                slug=item.slug,
                summary=_words(item.text),
                keywords=[str(item.get_type_display())],
                extra="\n".join(
                    [
                        *(child.value["text"] for child in item.milestones),
                        *(target.title for target in targets[item.slug]),
                        item.period_note,
                    ]
                ),
                anchor=item.slug,
                date=page.last_published_at,
                card={"meta": title},
                references=targets[item.slug],
            )
        )
    return drafts


def _targets(page: Any) -> dict[str, list[Any]]:
    """Public products by the initiative that they belong to."""
    rows = list(page.products.all())
    pages = base_page_model()._default_manager.filter(pk__in={row.target_id for row in rows})
    public = {target.pk: target for target in lasting(pages)}
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        if row.target_id in public:
            found[row.initiative].append(public[row.target_id])
    return found


def _words(html: str) -> str:
    return " ".join(unescape(strip_tags(html.replace("<", " <"))).split())


SEARCH_TYPES = (
    SearchType(
        name="page",
        label=_("Page"),
        label_plural=_("Pages"),
        page_type="vision",
        project=project,
        facets=(DATE,),
    ),
)
