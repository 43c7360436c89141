"""What is served below the list of members: its map, and what is for those who log in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import logout
from django.contrib.auth.views import PasswordResetConfirmView
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from os2site.contrib.members import mail
from os2site.contrib.members.forms import ForgottenForm, PasswordForm
from os2site.contrib.members.services import area, on_map
from os2site.contrib.members.services.access import AREA, FORGOTTEN, LOGOUT
from os2site.services.chrome import login_url
from os2site.services.documents import reads_for_members

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

PAGES = "os2site_members/"


@require_safe
def member_map(request: HttpRequest, *, index: Any) -> HttpResponseBase:
    """Members and users on a map and in tables."""
    context = index.subpage_context(request, on_map.subpage())
    context["members"] = on_map.build(index=index, request=request)
    return TemplateResponse(request, f"{PAGES}map.html", context)


@never_cache
@require_safe
def members_area(request: HttpRequest, *, index: Any) -> HttpResponseBase:
    """What is for members only; 403 with the reason for an account that reads for none."""
    if not request.user.is_authenticated:
        return HttpResponseRedirect(login_url(request))
    context: dict[str, Any] = {"logout_url": f"{index.get_url(request)}{AREA}/{LOGOUT}/"}
    if not reads_for_members(request):
        return TemplateResponse(request, f"{PAGES}area_closed.html", context, status=403)
    context |= {"area": area.build(request=request)}
    return TemplateResponse(request, f"{PAGES}area.html", context)


@never_cache
@require_POST
def log_out(request: HttpRequest, *, index: Any) -> HttpResponseBase:
    """End the session."""
    logout(request)
    return HttpResponseRedirect(index.get_url(request))


@sensitive_post_parameters("new_password1", "new_password2")
def choose_password(
    request: HttpRequest, *, index: Any, uidb64: str, token: str
) -> HttpResponseBase:
    """The form behind the link of a mail. Opening it changes nothing and does not use it up."""
    url = index.get_url(request) or "/"
    view = PasswordResetConfirmView.as_view(
        form_class=PasswordForm,
        template_name=f"{PAGES}choose_password.html",
        success_url=f"{url}{AREA}/",
        extra_context={"forgotten_url": f"{url}{FORGOTTEN}/"},
    )
    return view(request, uidb64=uidb64, token=token)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request: HttpRequest, *, index: Any) -> HttpResponseBase:
    """Asks for the address and answers the same whether it is known or not."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    is_sent = form.is_bound and form.is_valid()
    if is_sent:
        with transaction.atomic():
            mail.send_new_link(form.cleaned_data["email"])
    context = {"form": form, "is_sent": is_sent}
    status = 400 if form.is_bound and not is_sent else 200
    return TemplateResponse(request, f"{PAGES}forgotten_password.html", context, status=status)
