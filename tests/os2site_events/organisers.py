"""What tests of the organiser's screens share: staff with permissions for one event."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

EDIT = ("change_page",)
PUBLISH = ("change_page", "publish_page")


def staff(page: Any, *codenames: str, name: str = "arrangoer") -> Client:
    """A browser of somebody who has these permissions for the page, in Danish."""
    user = User.objects.create_user(name, f"{name}@os2.example", "x")
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in codenames:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def screen(name: str, *args: Any) -> str:
    """The address of a screen."""
    return reverse(f"os2site_event_registrations:{name}", args=args)


def said(response: Any) -> str:
    """What Wagtail's messages say after the redirect."""
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(item.get_text(" ", strip=True) for item in page.select(".messages"))


def shown(response: Any) -> str:
    """What the screen's main part says."""
    page = BeautifulSoup(response.content, "html.parser")
    return str(page.select_one("main").get_text(" ", strip=True))  # type: ignore[union-attr]
