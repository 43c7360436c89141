"""Make a series of an event, or use it as the start of a new one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button

from os2site.admin.screens import frame
from os2site.page_types import find_page_model, get_page_model
from os2site_events.admin.series_form import ReuseForm, RuleForm
from os2site_events.services import copying, recurrence, series
from os2site_events.services.times import capitalised, times, weekday_date

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern

#: Where the buttons stand among Wagtail's own, after "copy".
PRIORITY: Final = 35


@dataclass(frozen=True)
class PreviewDay:
    """A date of the preview; one that the series has already can't be chosen."""

    value: str
    label: str
    chosen: bool
    taken: bool


class SeriesViewSet(ViewSet):
    """Addresses of the two screens."""

    name = "os2site_event_series"
    url_prefix = "os2site/arrangement"
    icon = "os2-event"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("<int:pk>/gentag/", repeat, name="repeat"),
            path("<int:pk>/skabelon/", reuse, name="reuse"),
        ]


def buttons(page: Any, user: Any) -> Iterator[Button]:
    """The ways to the two screens, for who may use them."""
    model = find_page_model("event")
    if model is None or page.pk is None or not issubclass(page.specific_class or object, model):
        return
    if not copying.may_offer(page=page, user=user):
        return
    yield Button(
        _("Repeat"),
        url=reverse("os2site_event_series:repeat", args=[page.pk]),
        icon_name="rotate",
        priority=PRIORITY,
    )
    yield Button(
        _("Use as template"),
        url=reverse("os2site_event_series:reuse", args=[page.pk]),
        icon_name="copy",
        priority=PRIORITY + 1,
    )


def repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """The rule, then its dates to choose among, then the events."""
    event = _event(request, pk)
    draft = event.get_latest_revision_as_object()
    first = draft.local_start.date()
    step = request.POST.get("step", "")
    if request.method != "POST":
        return _rule(request, event, draft, RuleForm(first=first))
    form = RuleForm(request.POST, first=first)
    if not form.is_valid() or step == "rule":
        return _rule(request, event, draft, form, is_open=form.is_valid())
    days = recurrence.dates(form.rule)
    if step == "make":
        chosen = [day for day in days if day.isoformat() in request.POST.getlist("day")]
        if chosen:
            return _make(request, event, draft, form, chosen)
        messages.error(request, _("Choose at least one date."))
    else:
        chosen = days
    return _preview(request, event, draft, form, chosen)


def _make(
    request: HttpRequest, event: Any, draft: Any, form: RuleForm, chosen: list[datetime.date]
) -> HttpResponse:
    publish = request.POST.get("publish") == "1"
    if publish and not copying.may_publish(page=event, user=request.user):
        raise PermissionDenied
    try:
        made = series.repeat(
            event=event, rule=form.rule, days=chosen, user=request.user, publish=publish
        )
    except ValidationError as error:
        # What the editor left unfinished in the draft, such as an end before the beginning.
        messages.error(request, " ".join(error.messages))
        return _rule(request, event, draft, form)
    if publish:
        text = ngettext("%(n)s event is published.", "%(n)s events are published.", len(made))
    else:
        text = ngettext("%(n)s draft is made.", "%(n)s drafts are made.", len(made))
    messages.success(request, text % {"n": len(made)})
    return redirect("wagtailadmin_explore", event.get_parent().pk)


def reuse(request: HttpRequest, pk: int) -> HttpResponse:
    """The day of the new event, then its editor."""
    event = _event(request, pk)
    draft = event.get_latest_revision_as_object()
    initial = {"day": copying.next_day(event=draft)}
    form = ReuseForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                copy = copying.copy_as_template(
                    page=event, day=form.cleaned_data["day"], user=request.user
                )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("This is the new event, as a draft. Go through it all."))
            return redirect("wagtailadmin_pages:edit", copy.pk)
    context = {
        **_frame(draft, _("Use as template")),
        "form": form,
        "event": draft,
        "was": _day_text(draft, draft.local_start.date()),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "os2site_events/admin/reuse.html", context, status=status)


def _rule(
    request: HttpRequest, event: Any, draft: Any, form: RuleForm, *, is_open: bool = False
) -> HttpResponse:
    context = {
        **_frame(draft, _("Repeat")),
        "form": form,
        "event": draft,
        "was": _day_text(draft, form.first),
        "in_series": event.series_key is not None,
        "max_dates": recurrence.MAX_DATES,
    }
    status = 422 if form.is_bound and not is_open else 200
    return TemplateResponse(request, "os2site_events/admin/repeat.html", context, status=status)


def _preview(
    request: HttpRequest,
    event: Any,
    draft: Any,
    form: RuleForm,
    chosen: Sequence[datetime.date],
) -> HttpResponse:
    taken = series.taken_days(event=event)
    context = {
        **_frame(draft, _("Dates of the series")),
        "event": draft,
        "rule": capitalised(recurrence.rule_text(form.rule)),
        "given": [(name, form[name].data) for name in form.fields],
        "days": [
            PreviewDay(
                value=day.isoformat(),
                label=_day_text(draft, day),
                chosen=day in chosen and day not in taken,
                taken=day in taken,
            )
            for day in recurrence.dates(form.rule)
        ],
        "may_publish": copying.may_publish(page=event, user=request.user),
    }
    return TemplateResponse(request, "os2site_events/admin/repeat_preview.html", context)


def _day_text(draft: Any, day: datetime.date) -> str:
    """The day with its weekday and the times, which are those of the event's own clock."""
    days = (day - draft.local_start.date()).days
    start, end = recurrence.moved_times(draft.local_start, draft.local_end, days=days)
    return f"{capitalised(weekday_date(start))} {times(start, end)}"


def _event(request: HttpRequest, pk: int) -> Any:
    """The event, for who may make others from it.

    :raises PermissionDenied: for anybody else.
    """
    event = get_object_or_404(get_page_model("event"), pk=pk)
    if not copying.may_copy(page=event, user=request.user):
        raise PermissionDenied
    return event


def _frame(draft: Any, title: str) -> dict[str, Any]:
    """Title, icon and breadcrumbs of a screen."""
    name = draft.get_admin_display_title()
    above = [
        {"url": reverse("os2site_events:index"), "label": _("Events")},
        {"url": reverse("wagtailadmin_pages:edit", args=[draft.pk]), "label": name},
    ]
    return {**frame(title, "os2-event", above=above, subject=name), "page_subtitle": name}
