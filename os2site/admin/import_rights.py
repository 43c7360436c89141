"""Who may import and export which kind of record."""

from __future__ import annotations

from typing import Any

from wagtail.models import Site

from os2site.page_types import base_page_model, find_page_model
from os2site.plugins import registry
from os2site.transfer.catalogue import kinds
from os2site.transfer.contract import RecordKind
from os2site.transfer.pages import PageKind
from os2site.transfer.records import ModelKind

#: Needed for all of it; groups are given it in the administration.
PERMISSION = "os2site.add_importjob"


def usable_kinds(user: Any) -> dict[str, RecordKind[Any]]:
    """The kinds that the user may import and export, by name.

    An import publishes pages and changes records, so the rights to do that by hand are needed too.
    """
    if not user.has_perm(PERMISSION):
        return {}
    return {name: kind for name, kind in kinds().items() if _may(user, kind)}


def _may(user: Any, kind: RecordKind[Any]) -> bool:
    if isinstance(kind, ModelKind):
        label, name = kind.model._meta.app_label, kind.model._meta.model_name
        return bool(user.has_perms([f"{label}.{verb}_{name}" for verb in ("add", "change")]))
    parent = _parent(kind)
    return parent is not None and bool(parent.permissions_for_user(user).can_publish_subpage())


def _parent(kind: RecordKind[Any]) -> Any | None:
    """Where pages of the kind are, or the front page for what lies all over the site."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return None
    root = base_page_model()._default_manager.get(pk=site.root_page_id)
    if isinstance(kind, PageKind):
        types = registry.page_types()
        index = types.get(types[kind.page_type].index or "")
        model = find_page_model(index.name) if index is not None else None
        if model is not None:
            found = model._default_manager.descendant_of(root, inclusive=True).order_by("path")
            return found.first() or root
    return root
