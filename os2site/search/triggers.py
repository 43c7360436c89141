"""Changes by others (Wagtail, editors of records) that alter what may be found.

Our own pages project themselves when they are saved; these handlers are for what has no other hook.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site
from wagtail.signals import page_slug_changed, page_unpublished, post_page_move

from os2site.models import (
    Document,
    Municipality,
    Organisation,
    Region,
    SearchEntry,
    Term,
    WorkingGroup,
)
from os2site.page_types import base_page_model
from os2site.plugins import registry
from os2site.search import document_texts, outbox, projection
from os2site.search.engines import database


def connect() -> None:
    """Connect all handlers; called once when apps are ready."""
    post_delete.connect(entry_deleted, sender=SearchEntry, dispatch_uid="os2site_entry_deleted")
    for signal in (post_save, post_delete):
        signal.connect(
            restriction_changed, sender=PageViewRestriction, dispatch_uid="os2site_restriction"
        )
        signal.connect(site_changed, sender=Site, dispatch_uid="os2site_site")
        signal.connect(
            collection_privacy_changed,
            sender=CollectionViewRestriction,
            dispatch_uid="os2site_collection_privacy",
        )
        for model in record_models():
            signal.connect(record_changed, sender=model, dispatch_uid="os2site_record")
    post_save.connect(document_saved, sender=Document, dispatch_uid="os2site_document")
    post_save.connect(file_saved, sender=get_document_model(), dispatch_uid="os2site_file_saved")
    post_delete.connect(
        file_deleted, sender=get_document_model(), dispatch_uid="os2site_file_deleted"
    )
    post_save.connect(collection_saved, sender=Collection, dispatch_uid="os2site_collection")
    post_delete.connect(page_deleted, sender=base_page_model(), dispatch_uid="os2site_page_deleted")
    post_page_move.connect(page_moved, dispatch_uid="os2site_moved")
    page_unpublished.connect(unpublished, dispatch_uid="os2site_unpublished")
    page_slug_changed.connect(slug_changed, dispatch_uid="os2site_slug")


def record_models() -> list[type[Model]]:
    """Models of the records that entries may repeat: the kernel's, and those that plugins name."""
    models: list[type[Model]] = [Document, Municipality, Organisation, Region, Term, WorkingGroup]
    for __, search_type in registry.contributions("search_types"):
        models += [apps.get_model(label) for label in search_type.records]
    return list(dict.fromkeys(models))


def entry_deleted(instance: SearchEntry, **kwargs: Any) -> None:
    """An entry went, be it with its page, its site or by the projection."""
    database.delete(instance)
    outbox.enqueue([instance.key])


def restriction_changed(instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page and all below it became private, or public again."""
    projection.page_changed(instance.page_id, with_descendants=True)


def site_changed(instance: Site, **kwargs: Any) -> None:
    """A site's host or root changed: addresses change, and what belongs to which site."""
    Site.clear_site_root_paths_cache()
    with projection.batch():
        # Pages below a former root, which may now belong to no site.
        entries = SearchEntry.objects.filter(site_id=instance.pk)
        projection.pages_changed(set(entries.values_list("page_id", flat=True)))
        root = base_page_model()._default_manager.filter(pk=instance.root_page_id).first()
        if root is None:
            return
        for page in base_page_model()._default_manager.filter(translation_key=root.translation_key):
            projection.page_changed(page.pk, with_descendants=True)


def collection_privacy_changed(instance: CollectionViewRestriction, **kwargs: Any) -> None:
    """A collection became private, or public again: so did its files, and what repeats them."""
    collection_changed(instance.collection)


def collection_saved(instance: Collection, raw: bool = False, **kwargs: Any) -> None:
    """A collection may move after it is saved, and its privacy follows from where it lies."""
    if not raw:
        transaction.on_commit(lambda: collection_changed(instance), robust=True)


def collection_changed(collection: Collection) -> None:
    """Project the pages that repeat a document whose file lies in or below the collection."""
    stored = Collection.objects.filter(pk=collection.pk).first()
    if stored is not None:
        inside = stored.get_descendants(inclusive=True)
        files = get_document_model().objects.filter(collection__in=inside)
        document_texts.files_changed(files.values_list("pk", flat=True))


def file_saved(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """An uploaded file changed, maybe to another collection; a new upload must be read."""
    if not raw:
        document_texts.note(instance)
        document_texts.files_changed([instance.pk])


def file_deleted(instance: Model, **kwargs: Any) -> None:
    """An uploaded file is gone, and its text with it."""
    document_texts.files_changed([instance.pk])


def document_saved(instance: Document, raw: bool = False, **kwargs: Any) -> None:
    """A document came to a page or a group, whose entries do not name it yet."""
    if not raw:
        if instance.page_id is not None:
            projection.page_changed(instance.page_id)
        if instance.group is not None:
            projection.record_changed(instance.group)


def record_changed(instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """A record that entries may repeat was renamed, or is gone."""
    if not raw:
        projection.record_changed(instance)


def page_deleted(instance: Page, **kwargs: Any) -> None:
    """A page is gone: its name goes from the entries that repeat it."""
    projection.records_changed(base_page_model(), [instance.pk])


def page_moved(instance: Page, **kwargs: Any) -> None:
    """A page moved with all below it."""
    projection.page_changed(instance.pk, with_descendants=True)


def slug_changed(instance: Page, **kwargs: Any) -> None:
    """An ancestor of the host's own changed its slug; ours do this in their own save."""
    if not getattr(instance, "projects_itself", False):
        projection.page_changed(instance.pk, with_descendants=True)


def unpublished(instance: Page, **kwargs: Any) -> None:
    """A page was taken down, maybe by Wagtail's own schedule, which saves it past our save."""
    projection.page_changed(instance.pk)
