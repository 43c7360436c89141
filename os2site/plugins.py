"""The public extension API: plugin configuration and the closed registry.

A plugin is a Django app whose ``AppConfig`` subclasses :class:`PluginConfig`. It *declares* what it
contributes as dotted paths; the kernel imports those on first use and never names a plugin.

An exception raised by a contribution is contained: it is logged, remembered in
:attr:`Registry.faults`, shown by a system check, in the admin and in the health status, and the
rest of the site goes on. An ``ImportError`` is never swallowed: it means a broken installation.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from os2site import __version__ as kernel_version
from os2site.rechecked import Rechecked

if TYPE_CHECKING:
    from wagtail.models import Site

logger = logging.getLogger(__name__)

T = TypeVar("T")

#: Every kind of contribution, which is also the name of the attribute of ``PluginConfig``.
CONTRIBUTION_KINDS: tuple[str, ...] = (
    "search_types",
    "menu_items",
    "dashboard_panels",
    "key_figures",
    "api_routers",
    "importers",
    "feeds",
    "sitemaps",
    "due_tasks",
    "personal_data_handlers",
    "payment_providers",
    "demo_content",
)


@dataclass(frozen=True)
class PageType:
    """A kind of page that a plugin brings.

    :param name: the short name used in search, API and relations, such as ``"product"``.
    :param model: default concrete model, ``"app_label.Model"``; a host replaces it with the setting
        ``OS2SITE["PAGE_MODELS"][name]``.
    :param label: what editors and visitors call one of them (lazy string).
    :param index: name of the page type that lists them, or ``None`` when it has none.
    :param slug: default slug when the page (an index) is created by an import or the demo.
    """

    name: str
    model: str
    label: Any
    index: str | None = None
    slug: str = ""


class PluginConfig(AppConfig):
    """Base of a plugin's app configuration.

    Contributions are dotted paths to a sequence, or to a function without parameters that returns
    one. Leave those empty that the plugin does not have.
    """

    #: Who makes the plugin; shown in the admin's plugin list.
    author: ClassVar[str] = ""
    #: The plugin's own version (PEP 440).
    version: ClassVar[str] = ""
    #: PEP 440 specifier on the kernel's version; it must have an upper bound.
    compatible: ClassVar[str] = ""

    page_types: ClassVar[tuple[PageType, ...]] = ()
    search_types: ClassVar[str] = ""
    menu_items: ClassVar[str] = ""
    dashboard_panels: ClassVar[str] = ""
    key_figures: ClassVar[str] = ""
    api_routers: ClassVar[str] = ""
    importers: ClassVar[str] = ""
    feeds: ClassVar[str] = ""
    sitemaps: ClassVar[str] = ""
    due_tasks: ClassVar[str] = ""
    personal_data_handlers: ClassVar[str] = ""
    payment_providers: ClassVar[str] = ""
    demo_content: ClassVar[str] = ""

    default_auto_field = "django.db.models.BigAutoField"
    #: Django looks for an app's one configuration class; this base, imported beside it, is none.
    default = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "default" not in vars(cls):
            cls.default = True

    def incompatibility(self) -> str | None:
        """Why this plugin can't run on the installed kernel, or ``None`` when it can."""
        return _incompatibility(self.compatible, kernel_version)


@lru_cache(maxsize=256)
def _incompatibility(compatible: str, kernel: str) -> str | None:
    """Cached, because the registry asks for each contribution."""
    try:
        specifier = SpecifierSet(compatible)
    except InvalidSpecifier:
        return f"compatible={compatible!r} is not a version specifier"
    if not any(spec.operator in {"<", "<=", "==", "~="} for spec in specifier):
        return f"compatible={compatible!r} has no upper bound"
    if not specifier.contains(kernel, prereleases=True):
        return f"needs os2site {compatible}, installed is {kernel}"
    return None


@dataclass(frozen=True)
class Fault:
    """Something a plugin did wrong: ``plugin`` is its app label, ``where`` the contribution."""

    plugin: str
    where: str
    reason: str


class Registry:
    """Read access to what the installed plugins contribute; nothing can be added by hand."""

    def __init__(self) -> None:
        self._resolved: dict[tuple[str, str], tuple[Any, ...]] = {}
        self._faults: dict[tuple[str, str], Fault] = {}

    def clear(self) -> None:
        """Forget what was resolved; for tests that change the installed apps."""
        self._resolved.clear()
        self._faults.clear()
        Rechecked.forget_all()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Faults seen since the process started, one for each plugin and place."""
        return tuple(self._faults.values())

    def installed(self) -> list[PluginConfig]:
        """All plugins in ``INSTALLED_APPS``, also those that are incompatible or switched off."""
        return [config for config in apps.get_app_configs() if isinstance(config, PluginConfig)]

    def active(self, *, site: Site | None = None) -> list[PluginConfig]:
        """Compatible plugins; with ``site``, less those that are switched off there."""
        configs = [config for config in self.installed() if config.incompatibility() is None]
        if site is None:
            return configs
        disabled: frozenset[str] = apps.get_model("os2site.DisabledPlugin").labels_for(site)
        return [config for config in configs if config.label not in disabled]

    def contributions(
        self, kind: str, *, site: Site | None = None
    ) -> Iterator[tuple[PluginConfig, Any]]:
        """Yield ``(plugin, contribution)`` of one kind from the active plugins.

        :raises ValueError: when the kind is unknown.
        :raises ImportError: when a declared path can't be imported.
        """
        if kind not in CONTRIBUTION_KINDS:
            raise ValueError(f"Unknown kind of contribution: {kind!r}")
        for config in self.active(site=site):
            for item in self._resolve(config, kind):
                yield config, item

    def page_types(self, *, site: Site | None = None) -> dict[str, PageType]:
        """Page types of the active plugins by name.

        :raises ImproperlyConfigured: when two plugins bring the same name.
        """
        found: dict[str, PageType] = {}
        for config in self.active(site=site):
            for page_type in config.page_types:
                if page_type.name in found:
                    raise ImproperlyConfigured(f"Two plugins bring page type {page_type.name!r}")
                found[page_type.name] = page_type
        return found

    def call(self, plugin: PluginConfig, where: str, function: Callable[[], T], default: T) -> T:
        """Call a plugin's function; on an exception remember the fault and return ``default``."""
        try:
            return function()
        except Exception as error:
            self.report(plugin, where, error)
            return default

    def report(self, plugin: PluginConfig, where: str, error: Exception) -> None:
        """Remember and log that ``plugin`` failed in ``where``."""
        logger.exception("Plugin %s failed in %s", plugin.label, where)
        self._faults[plugin.label, where] = Fault(
            plugin.label, where, f"{type(error).__name__}: {error}"
        )

    def _resolve(self, config: PluginConfig, kind: str) -> tuple[Any, ...]:
        key = (config.label, kind)
        if key not in self._resolved:
            path: str = getattr(config, kind)
            if not path:
                self._resolved[key] = ()
            else:
                target = import_string(path)
                items = self.call(
                    config, kind, lambda: tuple(target() if callable(target) else target), ()
                )
                if key in self._faults:
                    return ()
                self._resolved[key] = items
        return self._resolved[key]


registry = Registry()
