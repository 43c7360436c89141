"""One registration: what was answered, what the organiser corrects, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from os2site_events.admin.frame import address, frame, managed_event
from os2site_events.enums import SEATED, WANTED, ParticipantState
from os2site_events.forms.organising import ByHandForm, CorrectionForm
from os2site_events.forms.registration import asks_for_fields, number_of_persons, typed
from os2site_events.models import Participant, Registration
from os2site_events.models.registration import MAX_PERSONS
from os2site_events.services.registration import attendee_list, organising, payment
from os2site_events.services.registration.access import may_see_sensitive
from os2site_events.services.registration.seats import NoSeats, VoteTaken

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class PersonLine:
    """A person as the screen shows it, with what can be done."""

    person: Participant
    place: int | None
    can_promote: bool
    can_cancel: bool
    has_seat: bool


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, event_id: int, pk: int) -> HttpResponse:
    """Show a registration; its buttons say with ``do`` what they do, the form saves."""
    event = managed_event(request, event_id)
    registration = _registration(event, pk)
    if "do" in request.POST:
        _do(request, registration)
        return redirect(address("detail", event.pk, registration.pk))
    persons = list(registration.participants.order_by("pk"))
    with_sensitive = may_see_sensitive(user=request.user, event=event)
    form = CorrectionForm(
        request.POST if request.method == "POST" else None,
        event=event,
        registration=registration,
        persons=persons,
        with_sensitive=with_sensitive,
    )
    if form.is_bound and form.is_valid():
        try:
            organising.correct(registration, form.correction(), user=request.user)
        except (organising.AddressTaken, VoteTaken) as error:
            form.add_error(None, reason(error))
            registration = _registration(event, pk)
        else:
            messages.success(request, _("The registration is saved."))
            return redirect(address("detail", event.pk, registration.pk))
    states = {person.state for person in persons}
    context = {
        **frame(event, registration.name, current="index"),
        "registration": registration,
        "lines": _lines(event, persons),
        "sees_sensitive": with_sensitive,
        "has_sensitive": any(person.sensitive_answers for person in persons),
        "is_pending": ParticipantState.PENDING in states,
        "is_unconfirmed": ParticipantState.UNCONFIRMED in states,
        "asks": bool(event.offer_hours),
        "payment": _payment(event, registration),
        "can_write": registration.is_active,
        "link_digest": organising.link_digest(registration),
        "form": form,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(
        request, "os2site_events/admin/registration.html", context, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, event_id: int) -> HttpResponse:
    """Register somebody by hand."""
    event = managed_event(request, event_id)
    number = number_of_persons(request.POST, most=MAX_PERSONS)
    redraws = asks_for_fields(request.POST)
    data = request.POST if request.method == "POST" and not redraws else None
    form = ByHandForm(data, event=event, number=number)
    if redraws:
        form.initial = {**form.initial, **typed(form, request.POST)}
    if data is not None and form.is_valid():
        try:
            made = organising.register(
                event_id=event.pk,
                answers=form.answers(),
                submission=f"hand-{form.cleaned_data['mark']}",
                write=form.cleaned_data["write"],
                user=request.user,
            )
        except (organising.AddressTaken, NoSeats, VoteTaken) as error:
            form.add_error(None, reason(error))
        else:
            _tell_outcome(request, list(made.participants.all()))
            return redirect(address("detail", event.pk, made.pk))
    counts = attendee_list.counts(event=event)
    context = {
        **frame(event, _("Register somebody"), current="index"),
        "form": form,
        "counts": counts,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "os2site_events/admin/add.html", context, status=status)


def reason(error: Exception) -> str:
    """Why something could not be done."""
    reasons: dict[type[Exception], str] = {
        NoSeats: _("There is no room: all seats, or those of the group, are taken."),
        VoteTaken: _("The organisation has already said who votes for it."),
        organising.AddressTaken: _("The mail address has a registration for the event already."),
    }
    return reasons[type(error)]


def _do(request: HttpRequest, registration: Registration) -> None:
    """Do what the pressed button says, and say what came of it."""
    user, action = request.user, request.POST["do"]
    person = request.POST.get("person", "")
    person_id = int(person) if person.isascii() and person.isdigit() and len(person) < 18 else None
    try:
        match action:
            case "accept":
                _tell_outcome(request, organising.accept(registration, user=user))
            case "decline":
                declined = organising.decline(registration, user=user)
                _tell(request, bool(declined), _("The registration is declined. A mail says so."))
            case "promote" | "offer" if person_id is not None:
                asks = action == "offer"
                done = organising.promote(registration, person_id=person_id, ask=asks, user=user)
                _tell(request, done, _("The seat is given. A mail says so."))
            case "cancel":
                number = organising.cancel(registration, person_id=person_id, user=user)
                text = ngettext(
                    "%(n)s person is cancelled. A mail says so.",
                    "%(n)s persons are cancelled. A mail says so.",
                    number,
                )
                _tell(request, bool(number), text % {"n": number})
            case "resend" if registration.is_active:
                done = organising.resend(registration, user=user)
                _tell(request, done, _("The mail is sent."))
            case "renew":
                seen = request.POST.get("seen", "")
                done = organising.renew_link(registration, seen=seen, user=user)
                _tell(request, done, _("The old link does not work any more."))
            case _:
                messages.error(request, _("The button is not known. Nothing is changed."))
    except NoSeats as error:
        messages.error(request, reason(error))


def _tell(request: HttpRequest, done: bool, text: str) -> None:
    if done:
        messages.success(request, text)
    else:
        messages.warning(request, _("That was done already. Nothing is changed."))


def _tell_outcome(request: HttpRequest, persons: list[Participant]) -> None:
    if not persons:
        _tell(request, False, "")
        return
    waiting = sum(person.state == ParticipantState.WAITING for person in persons)
    seated = len(persons) - waiting
    if seated:
        text = ngettext("%(n)s person has a seat.", "%(n)s persons have a seat.", seated)
        messages.success(request, text % {"n": seated})
    if waiting:
        text = ngettext(
            "%(n)s person is on the waiting list: no seat is free.",
            "%(n)s persons are on the waiting list: no seat is free.",
            waiting,
        )
        messages.warning(request, text % {"n": waiting})


def _lines(event: Any, persons: list[Participant]) -> list[PersonLine]:
    waits = any(person.state == ParticipantState.WAITING for person in persons)
    places = attendee_list.waiting_places(event_id=event.pk) if waits else {}
    cancellable = {*WANTED, ParticipantState.UNCONFIRMED}
    return [
        PersonLine(
            person=person,
            place=places.get(person.pk),
            can_promote=person.state == ParticipantState.WAITING,
            can_cancel=person.state in cancellable,
            has_seat=person.state in SEATED,
        )
        for person in persons
    ]


def _payment(event: Any, registration: Registration) -> str:
    if not payment.is_asked(event=event):
        return ""
    state = payment.states(event=event, keys=[registration.pk]).get(registration.pk)
    return _("Not known") if state is None else str(state.label)


def _registration(event: Any, pk: int) -> Registration:
    found = Registration.objects.filter(event_id=event.pk, pk=min(pk, 2**62)).first()
    if found is None:
        raise Http404("No such registration of this event")
    return found
