"""The list of plugins, and the switch for each site."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.auth import permission_required
from wagtail.models import Site

from os2site.admin.screens import frame
from os2site.models import DisabledPlugin
from os2site.plugins import Fault, PluginConfig, registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

logger = logging.getLogger(__name__)

#: Who may see the list and use the switch.
PERMISSION = "os2site.change_disabledplugin"


@dataclass(frozen=True)
class Switch:
    """A plugin's state on one site."""

    site: Site
    on: bool


@dataclass(frozen=True)
class PluginRow:
    """A row of the list; ``problem`` says why the plugin can't run at all."""

    config: PluginConfig
    problem: str
    faults: Sequence[Fault]
    switches: Sequence[Switch]


def plugin_rows() -> list[PluginRow]:
    """All installed plugins with their state: two queries."""
    sites = list(Site.objects.order_by("-is_default_site", "hostname"))
    disabled = set(DisabledPlugin.objects.values_list("site_id", "label"))
    return [
        PluginRow(
            config=config,
            problem=config.incompatibility() or "",
            faults=[fault for fault in registry.faults if fault.plugin == config.label],
            switches=[Switch(site, (site.pk, config.label) not in disabled) for site in sites],
        )
        for config in registry.installed()
    ]


@require_safe
@permission_required(PERMISSION)
def plugin_list(request: HttpRequest) -> HttpResponse:
    """Name, author, version, state and faults of every plugin."""
    context = {
        **frame(_("Plugins"), "cogs"),
        "rows": plugin_rows(),
    }
    return TemplateResponse(request, "os2site/admin/plugins.html", context)


@require_POST
@permission_required(PERMISSION)
def switch_plugin(request: HttpRequest, label: str) -> HttpResponse:
    """Switch a plugin on or off on one site. Its data stays.

    :raises Http404: for a plugin or a site that does not exist.
    """
    config = next((item for item in registry.installed() if item.label == label), None)
    site_id = request.POST.get("site", "")
    state = request.POST.get("state")
    if config is None or not (site_id.isascii() and site_id.isdigit()):
        raise Http404("No such plugin or site")
    if state not in {"on", "off"}:
        return HttpResponseBadRequest(_("Choose on or off."))
    site = get_object_or_404(Site, pk=int(site_id[:9]))
    if state == "off":
        DisabledPlugin.objects.get_or_create(site=site, label=label)
        text = _("%(plugin)s is switched off on %(site)s. Its content stays.")
    else:
        DisabledPlugin.objects.filter(site=site, label=label).delete()
        text = _("%(plugin)s is switched on on %(site)s.")
    logger.info("User %s switched plugin %s %s on site %s", request.user.pk, label, state, site.pk)
    messages.success(request, text % {"plugin": config.verbose_name, "site": site})
    return redirect("os2site_plugins")
