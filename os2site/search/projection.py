"""From pages to the read model: search entries and live relations.

Everything that changes what may be seen ends in :func:`page_changed` (a page) or
:func:`record_changed` (a record that entries repeat). Both run inside the caller's transaction; a
bulk change collects pages in :func:`batch` and projects each once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from wagtail.models import Site

from os2site.models import PageRelation, SearchEntry, SearchFacet, SearchReference
from os2site.page_types import base_page_model
from os2site.plugins import registry
from os2site.search import catalogue, outbox
from os2site.search.attachments import Attachments, attachments_of
from os2site.search.engines import database
from os2site.search.types import EntryDraft
from os2site.services.relations import (
    live_relation_rows,
    resolve_own_rows,
    resolve_waiting_rows,
)
from os2site.services.visibility import is_public, site_of

if TYPE_CHECKING:
    from wagtail.models import Page

T = TypeVar("T")

_batch: ContextVar[set[int] | None] = ContextVar("os2site_projection_batch", default=None)


def stored_url_path(page_id: int | None) -> str | None:
    """The page's path as it is in the database, ``None`` for a new page."""
    if page_id is None:
        return None
    pages = base_page_model()._default_manager.filter(pk=page_id)
    return pages.values_list("url_path", flat=True).first()


def batched(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """The items in slices of at most ``size``."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


@contextmanager
def batch() -> Iterator[None]:
    """Collect changed pages and project each once at the end, in one transaction."""
    if _batch.get() is not None:
        yield
        return
    collected: set[int] = set()
    token = _batch.set(collected)
    try:
        with transaction.atomic():
            yield
            _batch.reset(token)
            token = None  # type: ignore[assignment]
            project_pages(collected)
    finally:
        if token is not None:
            _batch.reset(token)


def page_changed(page_id: int, *, with_descendants: bool = False) -> None:
    """Project a page anew, with the pages that repeat something of it.

    :param with_descendants: also the pages below it, because their address or visibility changed.
    """
    page_ids = {page_id}
    if with_descendants:
        page = base_page_model()._default_manager.filter(pk=page_id).first()
        if page is not None:
            page_ids.update(page.get_descendants().values_list("pk", flat=True))
    pages_changed(page_ids)


def pages_changed(page_ids: Iterable[int]) -> None:
    """Project these pages anew, with the pages that repeat something of them."""
    collected = _batch.get()
    if collected is not None:
        collected.update(page_ids)
        return
    with transaction.atomic():
        project_pages(set(page_ids))


def record_changed(record: Model) -> None:
    """Project the pages whose entries repeat this record (a term, an organisation, …)."""
    if record.pk is not None:
        records_changed(type(record), [record.pk])


def records_changed(model: type[Model], ids: Iterable[Any]) -> None:
    """Project the pages whose entries repeat any of these records of one model."""
    page_ids: set[int] = set()
    for chunk in batched([str(pk) for pk in ids], 500):
        entries = SearchEntry.objects.filter(
            references__model=model._meta.label_lower, references__object_id__in=chunk
        )
        page_ids.update(entries.values_list("page_id", flat=True))
    if page_ids:
        pages_changed(page_ids)


def project_pages(page_ids: set[int]) -> None:
    """Project pages, then once more those that are linked with them in either direction."""
    done: set[int] = set()
    linked: set[int] = set()
    for page in _specific_pages(page_ids):
        # First for all of them, because two new pages may wait for each other.
        ref_types = [search_type.name for __, search_type in catalogue.types_of(page)]
        linked |= resolve_waiting_rows(page=page, types=ref_types)
    for page in _specific_pages(page_ids):
        linked |= _write_relations(page)
        done.add(page.pk)
    for page in _specific_pages(done):
        _write_entries(page)
    for page in _specific_pages(linked - done):
        _write_relations(page)
        _write_entries(page)


def _specific_pages(page_ids: Iterable[int]) -> Iterator[Page]:
    """The pages as their own types, without those that are just being deleted.

    Of such a page the row of its type is gone before the row of the base page.
    """
    for chunk in batched(sorted(page_ids), 100):
        by_type: dict[int, list[int]] = {}
        rows = base_page_model()._default_manager.filter(pk__in=chunk)
        for pk, type_id in rows.order_by("pk").values_list("pk", "content_type"):
            by_type.setdefault(type_id, []).append(pk)
        for type_id, ids in by_type.items():
            model: Any = ContentType.objects.get_for_id(type_id).model_class()
            if model is not None:
                yield from model._default_manager.filter(pk__in=ids).order_by("pk")


def _write_relations(page: Page) -> set[int]:
    """Bring the page's live relations up to date; the pages linked before or now."""
    resolve_own_rows(page=page)
    before = {
        (row.target_id, row.kind): row for row in PageRelation.objects.filter(source_id=page.pk)
    }
    wanted: dict[tuple[int, str], PageRelation] = {}
    if page.live:
        for number, (target_id, kind, facts) in enumerate(live_relation_rows(page=page)):
            wanted.setdefault(
                (target_id, kind),
                PageRelation(
                    source_id=page.pk, target_id=target_id, kind=kind, facts=facts, order=number
                ),
            )
    for key, row in before.items():
        new = wanted.pop(key, None)
        if new is None:
            row.delete()
        elif (row.facts, row.order) != (new.facts, new.order):
            row.facts, row.order = new.facts, new.order
            row.save(update_fields=["facts", "order"])
    linked = {target_id for target_id, __ in before}
    linked |= {target_id for target_id, __ in wanted}
    PageRelation.objects.bulk_create(wanted.values())
    linked |= set(
        PageRelation.objects.filter(target_id=page.pk).values_list("source_id", flat=True)
    )
    linked |= set(
        SearchEntry.objects.filter(
            references__model=base_page_model()._meta.label_lower,
            references__object_id=str(page.pk),
        ).values_list("page_id", flat=True)
    )
    return linked - {page.pk}


def expected_entries(page: Page) -> dict[str, str] | None:
    """Key → content hash of the entries that a page should have; ``None`` when a plugin failed."""
    wanted, failed = _wanted_entries(page)
    return None if failed else {key: entry.content_hash for key, (entry, __) in wanted.items()}


def _wanted_entries(page: Page) -> tuple[dict[str, tuple[SearchEntry, EntryDraft]], bool]:
    """Unsaved entries by key, none while the page is not public; and whether a plugin failed."""
    site = site_of(page=page)
    wanted: dict[str, tuple[SearchEntry, EntryDraft]] = {}
    failed = False
    if site is None or not is_public(page=page):
        return wanted, failed
    for plugin, search_type in catalogue.types_of(page):
        try:
            with transaction.atomic():
                drafts = list(search_type.project(page))
        except Exception as error:
            registry.report(plugin, f"search_types.{search_type.name}", error)
            failed = True
            continue
        for draft in _with_documents(page, drafts):
            entry = _build(page, site, search_type.name, draft[0], draft[1])
            wanted[entry.key] = (entry, draft[0])
    return wanted, failed


def _with_documents(
    page: Page, drafts: Sequence[EntryDraft]
) -> Iterator[tuple[EntryDraft, Attachments]]:
    """The drafts, the page's own one (else the first) with the texts of the page's documents."""
    own = next((draft for draft in drafts if not _place(draft)), drafts[0] if drafts else None)
    for draft in drafts:
        if draft is not own:
            yield draft, Attachments()
            continue
        found = attachments_of(page, draft.attachments)
        yield (
            replace(
                draft,
                documents=found.text + draft.documents,
                references=[*draft.references, *found.references],
            ),
            found,
        )


def _write_entries(page: Page) -> None:
    """Bring the page's search entries up to date; none while the page is not public.

    When a plugin fails, the page is still saved; its old entries stay until the plugin is mended.
    """
    wanted, failed = _wanted_entries(page)
    existing = {entry.key: entry for entry in SearchEntry.objects.filter(page_id=page.pk)}
    for key, old in existing.items():
        if key not in wanted and not failed:
            old.delete()
    for key, (entry, draft) in wanted.items():
        stored = existing.get(key)
        if stored is not None and stored.content_hash == entry.content_hash:
            continue
        entry.pk = stored.pk if stored else None
        entry.save(force_update=stored is not None)
        _write_facets(entry, draft)
        _write_references(entry, draft)
        database.write(entry)
        outbox.enqueue([key])


def _place(draft: EntryDraft) -> str:
    """Where below the page an entry leads; empty for the page itself."""
    return "#".join(filter(None, [draft.path.strip("/"), draft.anchor]))


def _build(
    page: Page, site: Site, type_name: str, draft: EntryDraft, attachments: Attachments
) -> SearchEntry:
    url_parts = page.get_url_parts()
    url = url_parts[2] if url_parts else ""
    if draft.path:
        url = f"{url.rstrip('/')}/{draft.path.strip('/')}/"
    if draft.anchor:
        url = f"{url}#{draft.anchor}"
    place = _place(draft)
    entry = SearchEntry(
        key=f"{page.pk}#{place}" if place else str(page.pk),
        page_id=page.pk,
        site=site,
        language=page.locale.language_code,
        type=type_name,
        slug=draft.slug,
        url=url,
        title=draft.title[:300],
        summary=draft.summary,
        keywords="\n".join(draft.keywords),
        body=draft.body,
        extra=draft.extra,
        documents=draft.documents,
        attachments=list(attachments.parts),
        card=dict(draft.card),
        date=draft.date,
        ends_at=draft.ends_at,
        boost=draft.boost,
        expires_at=page.expire_at,
        demo=bool(getattr(page, "demo", False)),
        updated_at=timezone.now(),
    )
    entry.content_hash = _content_hash(entry, draft)
    return entry


def _content_hash(entry: SearchEntry, draft: EntryDraft) -> str:
    skipped = {"id", "content_hash", "updated_at"}
    values: dict[str, Any] = {
        item.attname: getattr(entry, item.attname)
        for item in SearchEntry._meta.concrete_fields
        if item.name not in skipped
    }
    values["facets"] = {name: sorted(set(items)) for name, items in draft.facets.items()}
    values["references"] = sorted({_reference(record) for record in draft.references})
    text = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _reference(record: Model) -> tuple[str, str]:
    page_model = base_page_model()
    model = page_model if isinstance(record, page_model) else record
    return model._meta.label_lower, str(record.pk)


def _write_facets(entry: SearchEntry, draft: EntryDraft) -> None:
    entry.facets.all().delete()
    SearchFacet.objects.bulk_create(
        SearchFacet(entry=entry, name=name, value=value)
        for name, values in draft.facets.items()
        for value in dict.fromkeys(values)
        if value
    )


def _write_references(entry: SearchEntry, draft: EntryDraft) -> None:
    entry.references.all().delete()
    SearchReference.objects.bulk_create(
        SearchReference(entry=entry, model=model, object_id=object_id)
        for model, object_id in dict.fromkeys(_reference(record) for record in draft.references)
    )
