"""From the short name of a page type to the model that the host uses for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from os2site.conf import base_page_model_name, get_settings
from os2site.plugins import PageType, registry

if TYPE_CHECKING:
    from wagtail.models import Page, Site


def base_page_model() -> type[Page]:
    """The model that all of the host's pages descend from."""
    return apps.get_model(base_page_model_name())


def get_page_model(name: str) -> type[Page]:
    """The concrete page model for a page type.

    :raises ImproperlyConfigured: when no active plugin brings the type, or its model is missing.
    """
    page_type = registry.page_types().get(name)
    if page_type is None:
        raise ImproperlyConfigured(f"No installed plugin brings the page type {name!r}")
    label = get_settings().page_models.get(name, page_type.model)
    try:
        return apps.get_model(label)
    except LookupError as error:
        raise ImproperlyConfigured(f"OS2SITE: page type {name!r} needs {label}") from error


def find_page_model(name: str) -> type[Page] | None:
    """Like :func:`get_page_model`, but ``None`` when the type is not installed."""
    try:
        return get_page_model(name)
    except ImproperlyConfigured:
        return None


def page_type_of(page: Page, *, site: Site | None = None) -> PageType | None:
    """The page type that a page belongs to, or ``None`` for a page of the host's own."""
    for page_type in registry.page_types(site=site).values():
        model = find_page_model(page_type.name)
        if model is not None and isinstance(page, model):
            return page_type
    return None
