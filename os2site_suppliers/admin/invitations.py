"""Invite a supplier to edit its own profile, and take an invitation back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.viewsets.base import ViewSet

from os2site.admin.screens import frame
from os2site.page_types import get_page_model
from os2site_suppliers.forms.invitation import SupplierInvitationForm
from os2site_suppliers.models import SupplierInvitation
from os2site_suppliers.services import invitations

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern

SHOWN = 20


class InvitationsViewSet(ViewSet):
    """A supplier's invitations."""

    name = "os2site_supplier_invitations"
    url_prefix = "os2site/suppliers"
    icon = "mail"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("<int:page_id>/invitations/", index, name="index"),
            path("<int:page_id>/invitations/<int:pk>/revoke/", revoke, name="revoke"),
        ]


def index(request: HttpRequest, page_id: int) -> HttpResponse:
    """The invitations so far; sent, it makes a new one and shows its link, once."""
    page = _page(request, page_id)
    link = sent_to = ""
    form = SupplierInvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and not page.has_left and form.is_valid():
        sent_to = form.cleaned_data["email"]
        with transaction.atomic():
            made = invitations.invite(page=page, user=request.user, email=sent_to)  # type: ignore[arg-type]
            link = invitations.hand_over(made, page=page, request=request)
        form = SupplierInvitationForm()
    title = _("Invite %(supplier)s") % {"supplier": page.title}
    above = [{"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.title}]
    context = {
        **frame(title, "mail", above=above),
        "supplier": page,
        "link": link,
        "sent_to": sent_to if link else "",
        "form": form,
        "invitations": SupplierInvitation.objects.filter(page_id=page.pk).select_related(
            "created_by"
        )[:SHOWN],
    }
    response = TemplateResponse(request, "os2site_suppliers/admin/invitations.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke(request: HttpRequest, page_id: int, pk: int) -> HttpResponse:
    """End a link at once."""
    page = _page(request, page_id)
    if invitations.revoke(page=page, pk=min(pk, 2**62)):
        messages.success(request, _("The link does not work any more."))
    return redirect("os2site_supplier_invitations:index", page.pk)


def _page(request: HttpRequest, page_id: int) -> Any:
    """The supplier, for those who may edit its page.

    :raises Http404: when there is none.
    :raises PermissionDenied: for all others.
    """
    page = get_page_model("supplier")._default_manager.filter(pk=min(page_id, 2**31 - 1)).first()
    if page is None:
        raise Http404("No such supplier")
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page
