"""What the site holds of one person, by mail address: looked up, handed over, deleted.

The address is sent in the body of each request, so that it is in no log and no history of a
browser. What is done is noted without it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from os2site import personal_data as data
from os2site.admin.screens import frame
from os2site.models import PersonalDataAccess
from os2site.personal_data import Found

if TYPE_CHECKING:
    from django.http import HttpRequest

PERMISSION = "os2site.personal_data"
#: Uses that the page lists.
SHOWN = 20
Action = PersonalDataAccess.Action


class LookUpForm(forms.Form):
    """Whose data."""

    email = forms.EmailField(
        label=gettext_lazy("Mail address"),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )


class PersonalDataMenuItem(MenuItem):
    """Shown to those who have the permission."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


def menu_item() -> MenuItem:
    """The page in the menu of forms and mail."""
    return PersonalDataMenuItem(
        _("Personal data"),
        reverse("os2site_personal_data"),
        name="os2site-personal-data",
        icon_name="user",
        order=950,
    )


@never_cache
@sensitive_post_parameters("email")
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(PERMISSION)
def personal_data(request: HttpRequest) -> HttpResponse:
    """Look an address up; then download what there is, or delete it after a second question."""
    form = LookUpForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    email = form.cleaned_data["email"].strip()
    action = request.POST.get("action")
    if action == "delete":
        return _delete(request, email)
    found = data.find(email=email)
    if action == "download":
        _note(request, Action.DOWNLOADED, _count(found))
        return _file(found, email)
    if action != "ask":
        _note(request, Action.LOOKED_UP, _count(found))
    return _page(request, form, email=email, found=found, asks=action == "ask")


def _page(
    request: HttpRequest,
    form: LookUpForm,
    *,
    email: str = "",
    found: Sequence[Found] | None = None,
    asks: bool = False,
) -> HttpResponse:
    context = {
        **frame(_("Personal data"), "user"),
        "form": form,
        "email": email,
        "found": found,
        "count": _count(found or ()),
        "asks": asks,
        "uses": PersonalDataAccess.objects.select_related("user").order_by("-at")[:SHOWN],
    }
    return TemplateResponse(request, "os2site/admin/personal_data.html", context)


def _delete(request: HttpRequest, email: str) -> HttpResponse:
    deleted = data.delete(email=email)
    _note(request, Action.DELETED, deleted.records)
    if deleted.failed:
        text = _("These could not be deleted, and are still there: %(names)s.")
        messages.error(request, text % {"names": ", ".join(deleted.failed)})
    text = ngettext(
        "%(number)s record was deleted.", "%(number)s records were deleted.", deleted.records
    )
    messages.success(request, text % {"number": deleted.records})
    return redirect("os2site_personal_data")


def _file(found: Sequence[Found], email: str) -> HttpResponse:
    content = {
        "email": email,
        "made_at": timezone.now(),
        "parts": [
            {
                "name": part.name,
                "failure": part.failure,
                "records": [
                    {"title": item.title, "stored_at": item.stored_at, "data": item.data}
                    for item in part.records
                ],
            }
            for part in found
        ],
    }
    text = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="persondata.json"'
    return response


def _note(request: HttpRequest, action: str, records: int) -> None:
    PersonalDataAccess.objects.create(user_id=request.user.pk, action=action, records=records)


def _count(found: Sequence[Found]) -> int:
    return sum(len(part.records) for part in found)
