"""What is served below the address of the list of suppliers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from os2site_suppliers.forms.profile import ProfileForms
from os2site_suppliers.services import invitations, self_service

if TYPE_CHECKING:
    from django.http import HttpRequest

_TEMPLATE = "os2site_suppliers/self_service.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_profile(request: HttpRequest, *, index: Any, token: str) -> HttpResponse:
    """A supplier's form for its own profile; 404 with a plain text for a link that opens nothing.

    Reading changes nothing, so a mail scanner that follows the link does no harm.
    """
    found = invitations.opened(token, index=index)
    if found is None:
        return _answer(request, index, {"state": "closed"}, status=404)
    invitation, page = found
    if request.method != "POST" and "sendt" in request.GET:
        return _answer(request, index, {"state": "sent", "supplier": page})
    draft = self_service.edited(page)
    forms = ProfileForms(
        request.POST if request.method == "POST" else None,
        shown=self_service.shown(draft),
        page=page,
    )
    context: dict[str, Any] = {"state": "form", "supplier": page, "forms": forms}
    if request.method == "POST" and not forms.is_valid():
        context["has_errors"] = True
    elif request.method == "POST":
        try:
            is_stored = self_service.submit(
                page=page,
                invitation=invitation,
                data=forms.data(),
                base=request.POST.get("base", ""),
            )
        except self_service.ProfileBusyError as error:
            context["busy"] = str(error)
        else:
            if is_stored:
                return redirect(f"{request.path}?sendt=1")
            context["was_changed"] = True
    context["base"] = str(page.latest_revision_id or "")
    return _answer(request, index, context)


def _answer(
    request: HttpRequest, index: Any, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    response = TemplateResponse(request, _TEMPLATE, {"page": index, **context}, status=status)
    # The address is a key: nobody whom the page links to may learn it. With "no-referrer" browsers
    # would not tell us either where the form comes from, and it would be refused as forged.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
