"""System checks: contradictions in settings, and plugins that can't run.

Errors stop the start of the site, warnings do not. That the Danish administration is installed
before Wagtail's apps is checked by :mod:`os2site.contrib.admin_danish` itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings as django_settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from wagtail.models import Site

from os2site.conf import Settings, get_settings
from os2site.models.slugs import reserved_slugs
from os2site.page_mixins import SitePageMixin
from os2site.page_types import base_page_model
from os2site.plugins import CONTRIBUTION_KINDS, registry
from os2site.search.query import PARAMETERS
from os2site.services.document_reading import LIBRARIES, installed_kinds

ENGINES = ("database", "elasticsearch")
#: Apps of Wagtail that the kernel needs, by the identifier of the error when one is missing.
NEEDED_APPS = {"wagtail.contrib.settings": "E007", "wagtail.contrib.routable_page": "E008"}
MIDDLEWARE = "os2site.middleware.site_requests"
CONTEXT_PROCESSOR = "os2site.context_processors.chrome"

Configs = Sequence[AppConfig] | None
Messages = list[checks.CheckMessage]


def _settings() -> Settings | None:
    """The settings, ``None`` while :func:`check_settings` reports that they can't be read."""
    try:
        return get_settings()
    except (ImproperlyConfigured, TypeError):
        return None


@checks.register("os2site")
def check_settings(app_configs: Configs, **kwargs: Any) -> Messages:
    """E001: ``OS2SITE`` is no dictionary or has names that the kernel does not know."""
    try:
        get_settings()
    except ImproperlyConfigured as error:
        hint = "Names are those of os2site.conf.Settings in upper case."
        return [checks.Error(str(error), hint=hint, id="os2site.E001")]
    return []


@checks.register("os2site")
def check_page_models(app_configs: Configs, **kwargs: Any) -> Messages:
    """E002, E003 and W001: models in ``PAGE_MODELS`` that are missing, unfit, or not asked for."""
    settings = _settings()
    if settings is None:
        return []
    known = {item.name for config in registry.active() for item in config.page_types}
    return [
        message
        for name, label in settings.page_models.items()
        for message in _check_page_model(name, label, known=name in known)
    ]


def _check_page_model(name: str, label: str, *, known: bool) -> Iterator[checks.CheckMessage]:
    if not known:
        text = f"PAGE_MODELS names the page type {name!r}, which no active plugin brings."
        yield checks.Warning(text, id="os2site.W001")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        text = f"PAGE_MODELS: the model {label!r} of page type {name!r} does not exist."
        yield checks.Error(text, id="os2site.E002")
        return
    if not issubclass(model, SitePageMixin):
        yield checks.Error(
            f"PAGE_MODELS: {label} of page type {name!r} lacks the page type's mixin.",
            hint="Derive it from the plugin's mixin: its pages could not be found otherwise.",
            id="os2site.E003",
        )


@checks.register("os2site")
def check_search_engine(app_configs: Configs, **kwargs: Any) -> Messages:
    """E004 to E006: an unknown search engine, or Elasticsearch without address or client."""
    settings = _settings()
    if settings is None:
        return []
    engine = settings.search_engine
    if engine not in ENGINES:
        text = f"SEARCH_ENGINE is {engine!r}; it must be one of {', '.join(ENGINES)}."
        return [checks.Error(text, id="os2site.E004")]
    found: Messages = []
    if engine == "elasticsearch" and not settings.elasticsearch_urls:
        text = "SEARCH_ENGINE is elasticsearch, and ELASTICSEARCH_URLS is empty."
        found.append(checks.Error(text, id="os2site.E005"))
    if engine == "elasticsearch" and find_spec("elasticsearch") is None:
        text = "SEARCH_ENGINE is elasticsearch, and its client is not installed."
        hint = "Install os2site[elasticsearch]."
        found.append(checks.Error(text, hint=hint, id="os2site.E006"))
    return found


def _options(engine: Mapping[str, Any]) -> Mapping[str, Any]:
    options: Mapping[str, Any] = engine.get("OPTIONS", {})
    return options


@checks.register("os2site")
def check_installation(app_configs: Configs, **kwargs: Any) -> Messages:
    """E007, E008 and W002: a needed app of Wagtail or the context processor is missing."""
    found: Messages = [
        checks.Error(f"The kernel needs {name} in INSTALLED_APPS.", id=f"os2site.{number}")
        for name, number in NEEDED_APPS.items()
        if not apps.is_installed(name)
    ]
    processors = [
        processor
        for engine in django_settings.TEMPLATES
        for processor in _options(engine).get("context_processors", [])
    ]
    if CONTEXT_PROCESSOR not in processors:
        found.append(
            checks.Warning(
                "Pages have no menu, footer and theme.",
                hint=f"Add {CONTEXT_PROCESSOR} to the context processors in TEMPLATES.",
                id="os2site.W002",
            )
        )
    return found


@checks.register("os2site")
def check_plugins(app_configs: Configs, **kwargs: Any) -> Messages:
    """W003, W004, E009 and E010: a plugin that is incompatible or fails, two with one page type, a
    facet with the name of another parameter of searches.
    """
    found: Messages = [
        checks.Warning(f"Plugin {config.label} is off: it {reason}.", id="os2site.W003")
        for config in registry.installed()
        if (reason := config.incompatibility()) is not None
    ]
    try:
        registry.page_types()
    except ImproperlyConfigured as error:
        hint = "Remove one of the plugins from INSTALLED_APPS."
        found.append(checks.Error(f"{error}.", hint=hint, id="os2site.E009"))
    found += [
        checks.Error(
            f"Plugin {plugin.label} names a facet {facet.name!r}, which searches have already.",
            hint=f"Other names than {', '.join(PARAMETERS)} are free.",
            id="os2site.E010",
        )
        for plugin, search_type in registry.contributions("search_types")
        for facet in search_type.facets
        if facet.name in PARAMETERS
    ]
    for kind in CONTRIBUTION_KINDS:
        # Reading the contributions is what shows whether they can be read.
        list(registry.contributions(kind))
    found += [
        checks.Warning(
            f"Plugin {fault.plugin} failed in {fault.where}: {fault.reason}", id="os2site.W004"
        )
        for fault in registry.faults
    ]
    return found


@checks.register("os2site")
def check_document_files(app_configs: Configs, **kwargs: Any) -> Messages:
    """W006 and W007: files of documents for members can be had past the site, or be kept."""
    found: Messages = []
    if getattr(django_settings, "WAGTAILDOCS_SERVE_METHOD", None) in {"direct", "redirect"}:
        found.append(
            checks.Warning(
                "Files of documents for members can be fetched by everyone who has the address.",
                hint='Set WAGTAILDOCS_SERVE_METHOD to "serve_view".',
                id="os2site.W006",
            )
        )
    if MIDDLEWARE not in django_settings.MIDDLEWARE:
        found.append(
            checks.Warning(
                "Shared caches may keep files of documents for members, and pages are slower.",
                hint=f"Add {MIDDLEWARE} at the end of MIDDLEWARE.",
                id="os2site.W007",
            )
        )
    return found


@checks.register("os2site")
def check_document_readers(app_configs: Configs, **kwargs: Any) -> Messages:
    """I001: the text of PDF and DOCX files is not searched, for lack of the libraries."""
    missing = sorted(set(LIBRARIES) - set(installed_kinds()))
    if not missing:
        return []
    return [
        checks.Info(
            f"The text of {' and '.join(missing).upper()} files is not found in search.",
            hint="Install os2site[documents].",
            id="os2site.I001",
        )
    ]


@checks.register("os2site", checks.Tags.database)
def check_reserved_slugs(
    app_configs: Configs, databases: Sequence[str] | None = None, **kwargs: Any
) -> Messages:
    """W005: pages of a host's own at addresses that the site uses itself."""
    if not databases:
        return []
    try:
        keys = list(Site.objects.values_list("root_page__translation_key", flat=True))
        roots = base_page_model()._default_manager.filter(translation_key__in=keys)
        pages = [
            page for root in roots for page in root.get_children().filter(slug__in=reserved_slugs())
        ]
    except DatabaseError:
        return []  # Before the first migration there are no tables, and no pages.
    return [
        checks.Warning(
            f"The page {page.url_path} (id {page.pk}) can't be reached: the site uses its address.",
            hint="Give it another slug.",
            id="os2site.W005",
        )
        for page in pages
    ]
