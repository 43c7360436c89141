"""Building the read model and the indexes anew, comparing and mending them."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from os2site.models import SearchEntry
from os2site.page_types import base_page_model, find_page_model
from os2site.plugins import registry
from os2site.search import catalogue, outbox, projection
from os2site.search.engines import database
from os2site.services.languages import content_languages

#: Pages that are projected in one transaction.
BATCH = 100
#: Most keys that a line names.
SHOWN = 10


def rebuild() -> Iterator[str]:
    """Project all pages and build the engines' indexes anew, without downtime; yields progress.

    :raises EngineUnavailable: when Elasticsearch fails; the database's index is done by then.
    """
    surplus = _delete_surplus()
    yield f"deleted {surplus} entries without a type, projected {_project(_projectable())} pages"
    yield f"database: {database.rebuild()} entries"
    elasticsearch = _elasticsearch()
    if elasticsearch is not None:
        for language in content_languages():
            yield f"elasticsearch: {elasticsearch.rebuild(language)} entries in {language}"


def sync() -> Iterator[str]:
    """Repair what :func:`check` finds; yields what was done.

    :raises EngineUnavailable: when Elasticsearch fails.
    """
    surplus = _delete_surplus()
    yield f"deleted {surplus} entries without a type, projected {_project(_projectable())} pages"
    yield f"database: {database.repair()} rows repaired"
    elasticsearch = _elasticsearch()
    if elasticsearch is not None:
        yield f"outbox: {outbox.run_due()} changes"
        for language in content_languages():
            if elasticsearch.is_current(language):
                number = elasticsearch.repair(language)
                yield f"elasticsearch: {number} documents in {language} repaired"
            else:
                number = elasticsearch.rebuild(language)
                yield f"elasticsearch: {number} entries in {language} built anew"


def check() -> list[str]:
    """Differences between pages and entries, and between entries and indexes, in words.

    :raises EngineUnavailable: when Elasticsearch fails.
    """
    findings = _check_pages()
    for kind, ids in database.differences().items():
        findings += _finding(f"database: {kind}", [str(pk) for pk in ids])
    elasticsearch = _elasticsearch()
    if elasticsearch is not None:
        for language in content_languages():
            if not elasticsearch.is_current(language):
                findings.append(f"elasticsearch: {language} has no index of this version")
                continue
            found = elasticsearch.differences(language)
            for kind in ("missing", "stale", "surplus"):
                findings += _finding(f"elasticsearch: {language} {kind}", getattr(found, kind))
    return findings


def _elasticsearch() -> ModuleType | None:
    if not outbox.is_used():
        return None
    from os2site.search.engines import elasticsearch  # noqa: PLC0415 (an optional dependency)

    return elasticsearch


def _projectable() -> list[int]:
    """Ids of the pages that have entries or may have."""
    ids = set(SearchEntry.objects.values_list("page_id", flat=True))
    # Several plugins' pages may become entries of one type.
    for __, search_type in registry.contributions("search_types"):
        model = find_page_model(search_type.page_type)
        if model is not None:
            ids.update(model._default_manager.values_list("pk", flat=True))
    return sorted(ids)


def _project(ids: list[int]) -> int:
    for start in range(0, len(ids), BATCH):
        projection.pages_changed(ids[start : start + BATCH])
    return len(ids)


def _delete_surplus() -> int:
    """Delete entries of types, and of kinds of page, that no plugin brings any more."""
    pages = base_page_model()._default_manager
    kinds = set(pages.order_by().values_list("content_type", flat=True).distinct())
    gone = [pk for pk in kinds if ContentType.objects.get_for_id(pk).model_class() is None]
    surplus = SearchEntry.objects.filter(
        ~Q(type__in=list(catalogue.search_types()))
        | Q(page_id__in=pages.filter(content_type__in=gone).values("pk"))
    )
    number = surplus.count()
    surplus.delete()
    return number


def _check_pages() -> list[str]:
    """Pages whose entries are not what a projection would write now."""
    findings: list[str] = []
    ids = _projectable()
    stored: dict[int, dict[str, str]] = {}
    for page_id, key, content_hash in SearchEntry.objects.values_list(
        "page_id", "key", "content_hash"
    ):
        stored.setdefault(page_id, {})[key] = content_hash
    for start in range(0, len(ids), BATCH):
        chunk = ids[start : start + BATCH]
        for page in base_page_model()._default_manager.filter(pk__in=chunk).specific():
            wanted = projection.expected_entries(page)
            if wanted is not None and wanted != stored.get(page.pk, {}):
                findings.append(f"page {page.pk} ({page}) is not as its entries say")
    return findings


def _finding(what: str, keys: list[str]) -> list[str]:
    if not keys:
        return []
    rest = len(keys) - SHOWN
    more = f" and {rest} more" if rest > 0 else ""
    return [f"{what}: {', '.join(keys[:SHOWN])}{more}"]
