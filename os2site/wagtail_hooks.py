"""Where the kernel meets Wagtail's administration."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.documents import get_document_model
from wagtail.models import Site
from wagtail.snippets.models import register_snippet

from os2site.admin import (
    comparisons,  # noqa: F401 (registers how fields are compared)
    import_rights,
    inbox,
    panels,
    personal_data,
    plugins,
    searches,
)
from os2site.admin.base_data import BaseDataGroup
from os2site.admin.imports import ImportsViewSet
from os2site.admin.search import SearchGroup
from os2site.models.slugs import check_slug
from os2site.plugins import registry
from os2site.search import document_texts
from os2site.services.documents import READ_PERMISSION
from os2site.services.visibility import has_expired
from os2site.views.documents import guard_file

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from wagtail.models import Page

register_snippet(BaseDataGroup)
register_snippet(SearchGroup)
inbox.register_inbox(inbox.MailViewSet)


class PluginsMenuItem(MenuItem):
    """Shown to those who may switch plugins."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(plugins.PERMISSION)


@hooks.register("register_icons")
def register_icons(icons: list[str]) -> list[str]:
    """The kernel's icons for page types and menus."""
    folder = Path(__file__).parent / "templates" / "os2site" / "icons"
    return icons + [f"os2site/icons/{file.name}" for file in sorted(folder.glob("*.svg"))]


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    """Addresses below the administration's own."""
    return [
        path("os2site/plugins/", plugins.plugin_list, name="os2site_plugins"),
        path("os2site/plugins/<str:label>/", plugins.switch_plugin, name="os2site_plugin_switch"),
        *inbox.urls(),
        path("os2site/personal-data/", personal_data.personal_data, name="os2site_personal_data"),
    ]


@hooks.register("register_admin_menu_item")
def register_inbox_menu() -> MenuItem:
    """The menu of what came in through forms, and of the mails."""
    return inbox.menu_item()


hooks.register(inbox.MENU_HOOK, personal_data.menu_item)


@hooks.register("register_admin_viewset")
def register_imports() -> ImportsViewSet:
    """Import and export."""
    return ImportsViewSet()


@hooks.register("register_settings_menu_item")
def register_plugins_menu_item() -> MenuItem:
    """The list of plugins under Settings."""
    return PluginsMenuItem(
        _("Plugins"), reverse("os2site_plugins"), name="os2site-plugins", icon_name="cogs"
    )


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Permissions that no form of a model shows, so that groups can be given them."""
    names = (
        plugins.PERMISSION,
        searches.PERMISSION,
        personal_data.PERMISSION,
        import_rights.PERMISSION,
        READ_PERMISSION,
    )
    codenames = [name.split(".")[1] for name in names]
    return Permission.objects.filter(content_type__app_label="os2site", codename__in=codenames)


@hooks.register("construct_main_menu")
def add_plugin_menu_items(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Menu items of the plugins that are active on the site."""
    site = Site.find_for_request(request)
    for plugin, item in registry.contributions("menu_items", site=site):
        if registry.call(plugin, "menu_items", partial(item.is_shown, request), False):
            menu_items.append(item)


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, homepage_panels: list[Any]) -> None:
    """The kernel's notices and the plugins' panels."""
    homepage_panels.append(panels.NoticesPanel(request))
    homepage_panels += panels.plugin_panels(request, site=Site.find_for_request(request))


hooks.register("before_serve_document", guard_file)


@hooks.register("before_move_page")
def refuse_reserved_slug(
    request: HttpRequest, page: Page, destination: Page
) -> HttpResponse | None:
    """A page may not move to an address that the site uses itself."""
    try:
        check_slug(slug=page.slug, parent=destination)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("after_bulk_action")
def project_moved_files(
    request: HttpRequest, action_type: str, objects: Sequence[Any], action: Any
) -> None:
    """Wagtail moves many files to a collection, which may be private, without saving each."""
    if action_type == "add_to_collection":
        ids = [item.pk for item in objects if isinstance(item, get_document_model())]
        document_texts.files_changed(ids)


@hooks.register("before_serve_page")
def hide_expired_page(page: Page, request: HttpRequest, *args: Any) -> None:
    """An expired page is gone at its time, also before the scheduler has unpublished it.

    :raises Http404: when the page's time is over.
    """
    if has_expired(page):
        raise Http404("The page has expired")


@hooks.register("before_serve_page")
def hide_page_of_missing_plugin(page: Page, request: HttpRequest, *args: Any) -> None:
    """A page whose plugin was taken out has no template; Wagtail would show its bare title.

    :raises Http404: for such a page.
    """
    if page.specific_class is None:
        raise Http404
