"""The site's theme as a style sheet, and the visitor's choice of light or dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from os2site import theme as themes
from os2site.services.chrome import SCHEME_COOKIE, SCHEMES, resolved_theme
from os2site.services.current import facts_of

if TYPE_CHECKING:
    from django.http import HttpRequest

ONE_YEAR = 365 * 24 * 60 * 60
#: Seconds that an address without the right version may be kept.
SHORT = 60


@require_safe
def theme_css(request: HttpRequest) -> HttpResponse:
    """The theme's properties. An address with the version in force may be kept for a year."""
    theme = resolved_theme(facts_of(request).settings)
    version = themes.version(theme)
    response = HttpResponse(themes.render_css(theme), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = (
        f"public, max-age={ONE_YEAR}, immutable"
        if request.GET.get("v") == version
        else f"public, max-age={SHORT}"
    )
    response["ETag"] = f'"{version}"'
    return response


@require_POST
def choose_scheme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark in a cookie and go back to the page, never to another site."""
    scheme = request.POST.get("scheme", "")
    if scheme not in SCHEMES:
        return HttpResponseBadRequest(_("Choose light or dark."))
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = "/"
    response = HttpResponseRedirect(target)
    # Not HttpOnly: the script that switches without a reload writes the same cookie.
    response.set_cookie(
        SCHEME_COOKIE, scheme, max_age=ONE_YEAR, secure=request.is_secure(), samesite="Lax"
    )
    return response
