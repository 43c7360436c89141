"""What is shown and done at a signed link."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.template.response import TemplateResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from os2site import links

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TEMPLATE = "os2site/link_page.html"


@dataclass(frozen=True)
class LinkPage:
    """What the page says; with ``button`` it asks, without it answers.

    :param next_url: where to go on from an answer.
    """

    title: str
    text: str
    button: str = ""
    next_url: str = ""
    next_label: str = ""
    status: int = 200


def serve_link(
    request: HttpRequest,
    *,
    token: str,
    purpose: str,
    max_age: datetime.timedelta,
    ask: Callable[[str], LinkPage | None],
    act: Callable[[str], LinkPage | None],
) -> HttpResponse:
    """Show what the link is about (``ask``), and do it (``act``) when its button is pressed.

    Both get the token's value and return ``None`` when that is gone, which looks like a link that
    was never good. Acting twice must be harmless: people press twice.
    """
    try:
        value = links.read(purpose=purpose, token=token, max_age=max_age)
    except links.ExpiredLink:
        return _response(request, _expired())
    except links.BadLink:
        return _response(request, _unknown())
    page = act(value) if request.method == "POST" else ask(value)
    return _response(request, page or _unknown())


def keep_secret(response: HttpResponse) -> HttpResponse:
    """Keep the answer at a secret address from caches, and the address from other sites."""
    add_never_cache_headers(response)
    # With "no-referrer" browsers would not say where a button was pressed, and Django refuses such
    # a form.
    response["Referrer-Policy"] = "same-origin"
    return response


def _expired() -> LinkPage:
    return LinkPage(
        _("The link is too old"),
        _("Links in mails work for a limited time only. Fill in the form again to get a new one."),
        status=410,
    )


def _unknown() -> LinkPage:
    return LinkPage(
        _("The link does not work"),
        _("Check that all of the address was copied from the mail. It may also have been used up."),
        status=404,
    )


def _response(request: HttpRequest, page: LinkPage) -> HttpResponse:
    response = TemplateResponse(request, TEMPLATE, {"link_page": page}, status=page.status)
    return keep_secret(response)
