"""Where those who log in for a member get on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from wagtail.models import Site

from os2site.contrib.members.services.access import FORGOTTEN
from os2site.services.indexes import index_pages
from os2site.services.languages import active_language

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()


@register.simple_tag(takes_context=True)
def forgotten_password_url(context: dict[str, Any]) -> str:
    """Address where a member's contact gets a new password; empty where no list of members is."""
    request: HttpRequest = context["request"]
    site = Site.find_for_request(request)
    index = index_pages(site, active_language()).get("member_index") if site is not None else None
    url = index.get_url(request) if index is not None else None
    return f"{url}{FORGOTTEN}/" if url else ""
