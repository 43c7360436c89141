"""Changes by others (Wagtail, editors of records) that alter what may be found.

Our own pages project themselves when they are saved; these handlers are for what has no other hook.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site
from wagtail.signals import page_slug_changed, post_page_move

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
from os2site.search import outbox, projection
from os2site.search.engines import database


def connect() -> None:
    """Connect all handlers; called once when apps are ready."""
    post_delete.connect(entry_deleted, sender=SearchEntry, dispatch_uid="os2site_entry_deleted")
    for signal in (post_save, post_delete):
        signal.connect(
            restriction_changed, sender=PageViewRestriction, dispatch_uid="os2site_restriction"
        )
        signal.connect(site_changed, sender=Site, dispatch_uid="os2site_site")
    for sender in (Collection, CollectionViewRestriction):
        post_save.connect(collection_changed, sender=sender, dispatch_uid="os2site_collection")
    post_delete.connect(
        collection_changed, sender=CollectionViewRestriction, dispatch_uid="os2site_collection"
    )
    for model in record_models():
        post_save.connect(record_saved, sender=model, dispatch_uid="os2site_record")
    post_page_move.connect(page_moved, dispatch_uid="os2site_moved")
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
    root = base_page_model()._default_manager.filter(pk=instance.root_page_id).first()
    if root is not None:
        for page in base_page_model()._default_manager.filter(translation_key=root.translation_key):
            projection.page_changed(page.pk, with_descendants=True)


def collection_changed(instance: Model, **kwargs: Any) -> None:
    """The privacy of a collection changed: entries that hold its documents' text must follow."""
    collection = instance if isinstance(instance, Collection) else instance.collection  # type: ignore[attr-defined]
    projection.record_changed(collection)


def record_saved(instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """A record was renamed that entries may repeat."""
    if not raw:
        projection.record_changed(instance)


def page_moved(instance: Page, **kwargs: Any) -> None:
    """A page moved with all below it."""
    projection.page_changed(instance.pk, with_descendants=True)


def slug_changed(instance: Page, **kwargs: Any) -> None:
    """An ancestor of the host's own changed its slug; ours do this in their own save."""
    if not getattr(instance, "projects_itself", False):
        projection.page_changed(instance.pk, with_descendants=True)
