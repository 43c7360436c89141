"""Panels of the administration's start page: the kernel's notices and those of plugins."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.forms import Media
from django.utils.safestring import SafeString
from wagtail.admin.ui.components import Component

from os2site.admin.notices import notices
from os2site.plugins import PluginConfig, registry

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Site


class NoticesPanel(Component):
    """What should be put right; absent while there is nothing."""

    name = "os2site_notices"
    template_name = "os2site/admin/notices.html"
    order = 50

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"notices": notices(self.request)}


class PluginPanel(Component):
    """A plugin's panel, so held that its failure leaves the start page whole."""

    def __init__(self, plugin: PluginConfig, panel: Component) -> None:
        self.plugin = plugin
        self.panel = panel
        self.name = f"{plugin.label}_{getattr(panel, 'name', type(panel).__name__)}"
        self.order = getattr(panel, "order", 200)

    def render_html(self, parent_context: Any = None) -> SafeString:
        return registry.call(
            self.plugin,
            "dashboard_panels",
            lambda: self.panel.render_html(parent_context),
            SafeString(),
        )

    @property
    def media(self) -> Media:
        return registry.call(self.plugin, "dashboard_panels", lambda: self.panel.media, Media())


def plugin_panels(request: HttpRequest, *, site: Site | None) -> list[PluginPanel]:
    """Panels of the plugins that are active on the site.

    A contribution of the kind ``dashboard_panels`` is a component class, made with the request.
    """
    found = []
    for plugin, panel_class in registry.contributions("dashboard_panels", site=site):
        panel = registry.call(plugin, "dashboard_panels", partial(panel_class, request), None)
        if panel is not None:
            found.append(PluginPanel(plugin, panel))
    return found
