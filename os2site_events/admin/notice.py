"""The organiser's own notice: written, looked at with the number of mails, then sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from os2site_events.admin.frame import address, frame, managed_event
from os2site_events.forms.organising import NoticeForm, new_mark
from os2site_events.services.registration import announcing

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, event_id: int) -> HttpResponse:
    """Write, preview and send; only the button of the preview sends."""
    event = managed_event(request, event_id)
    first = {"audience": announcing.Audience.SEATED, "mark": new_mark()}
    form = NoticeForm(request.POST if request.method == "POST" else None, initial=first)
    shown = form.is_bound and form.is_valid() and "edit" not in request.POST
    if shown and "send" in request.POST:
        data = form.cleaned_data
        number = announcing.send(
            event_id=event.pk,
            subject=data["subject"],
            text=data["text"],
            audience=data["audience"],
            submission=data["mark"],
            user=request.user,
        )
        _tell(request, number)
        return redirect(address("notice", event.pk))
    context = {
        **frame(event, _("Write to participants"), current="notice"),
        "form": form,
        "is_preview": shown,
        "sent_before": announcing.sent_before(event=event),
    }
    if shown:
        data = form.cleaned_data
        found = announcing.recipients(event_id=event.pk, audience=data["audience"])
        context |= {
            "number": found.count(),
            "audience": announcing.Audience(data["audience"]).label,
            "subject": data["subject"],
            "paragraphs": data["text"],
        }
    status = 422 if form.is_bound and form.errors else 200
    return TemplateResponse(request, "os2site_events/admin/notice.html", context, status=status)


def _tell(request: HttpRequest, number: int | None) -> None:
    if number is None:
        messages.warning(request, _("The notice was sent before. Nobody gets it twice."))
    elif number == 0:
        messages.error(request, _("Nobody is registered in that way: nothing is sent."))
    else:
        text = ngettext(
            "The notice is on its way to %(n)s.", "The notice is on its way to %(n)s.", number
        )
        messages.success(request, text % {"n": number})
