"""Where mail programs say that somebody wants no more of a list's mails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from os2site.mail import unsubscribe
from os2site.views.links import LinkPage, serve_link

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


# A provider has no cookie to send: the signed address is the proof, and all it can do is to end.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def one_click(request: HttpRequest, token: str) -> HttpResponse:
    """End the mails at once when it is sent; opened in a browser, ask first."""

    def ask(value: str) -> LinkPage:
        return LinkPage(
            _("Stop these mails?"),
            _("You get no more of the mails that the link came with."),
            button=_("Stop the mails"),
        )

    def act(value: str) -> LinkPage:
        unsubscribe.end(value)
        return LinkPage(_("You get no more of these mails"), _("Your address is deleted here."))

    return serve_link(
        request,
        token=token,
        purpose=unsubscribe.PURPOSE,
        max_age=unsubscribe.MAX_AGE,
        ask=ask,
        act=act,
    )
