"""Registration below an event's address: the form, and one's own registration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from os2site import links
from os2site.views.links import LinkPage, keep_secret, serve_link
from os2site_events.forms.registration import (
    ChangeForm,
    RegistrationForm,
    asks_for_fields,
    number_of_persons,
    typed,
)
from os2site_events.services.registration import addresses, letters, own, receiving
from os2site_events.services.registration.availability import is_open
from os2site_events.services.registration.overview import overview
from os2site_events.services.registration.payment import payment
from os2site_events.services.registration.seats import NoSeats, VoteTaken
from os2site_events.services.registration.standing import standing
from os2site_events.services.registration.subpage import frame
from os2site_events.services.registration.tickets import tickets

if TYPE_CHECKING:
    from django.http import HttpRequest

    from os2site_events.models import Registration


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form_page(request: HttpRequest, *, event: Any) -> HttpResponse:
    """The form; sent, it leads on to a page that is the same for everybody.

    :raises Http404: when the event takes no registrations here.
    """
    if not event.takes_registrations:
        raise Http404("The event takes no registrations here")
    if not is_open(event=event):
        return _closed(request, event)
    number = number_of_persons(request.POST, most=event.max_persons)
    redraws = asks_for_fields(request.POST)
    data = request.POST if request.method == "POST" and not redraws else None
    form = RegistrationForm(data, event=event, request=request, number=number)
    if redraws:
        form.initial = typed(form, request.POST)
    if data is not None and form.is_valid():
        try:
            receiving.receive(
                event=event,
                answers=form.answers(),
                submission=form.submission_id,
                proven=form.is_proven,
            )
        except (receiving.NotOpen, receiving.TooMany, NoSeats, VoteTaken) as error:
            form.add_error(None, _reason(error))
        else:
            part = addresses.SENT if form.is_proven else addresses.CONFIRM
            return HttpResponseRedirect(
                f"{addresses.form_url(event=event, request=request)}{part}/"
            )
    title = _("Register: %(event)s") % {"event": event.title}
    context = {
        **frame(request, event=event, title=title),
        **overview(event=event),
        "form": form,
    }
    template = "os2site_events/registration_form.html"
    return TemplateResponse(request, template, context, status=form.http_status)


@never_cache
@require_safe
def sent_page(request: HttpRequest, *, event: Any, waits: bool) -> HttpResponse:
    """What happens now; ``waits`` for a confirmation by mail. It tells nothing of the address.

    :raises Http404: when the event takes no registrations here.
    """
    if not event.takes_registrations:
        raise Http404("The event takes no registrations here")
    title = _("Look into your mailbox")
    context = {**frame(request, event=event, title=title), "waits": waits}
    return TemplateResponse(request, "os2site_events/registration_sent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_link(request: HttpRequest, *, event: Any, token: str) -> HttpResponse:
    """The link in the mail that asks for a confirmation."""

    def ask(value: str) -> LinkPage | None:
        registration = receiving.by_confirm_link(value=value, event=event)
        if registration is None:
            return None
        return LinkPage(
            _("Confirm your registration"),
            _("You are registered for %(event)s when you press the button.")
            % {"event": event.title},
            button=_("Confirm the registration"),
        )

    def act(value: str) -> LinkPage | None:
        registration = receiving.by_confirm_link(value=value, event=event)
        if registration is None:
            return None
        try:
            receiving.confirm(registration)
        except (receiving.NotOpen, NoSeats) as error:
            return LinkPage(
                _("You are not registered"),
                _reason(error),
                next_url=event.get_url(request) or "/",
                next_label=_("Go to the event"),
            )
        return LinkPage(
            _("Your registration is confirmed"),
            " ".join(standing(registration)),
            next_url=_own_path(request, registration, event),
            next_label=_("See and change your registration"),
        )

    return serve_link(
        request,
        token=token,
        purpose=letters.CONFIRM,
        max_age=receiving.CONFIRM_AGE,
        ask=ask,
        act=act,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def own_page(request: HttpRequest, *, event: Any, token: str) -> HttpResponse:
    """Somebody's own registration. Looking at it changes nothing; its buttons do."""
    registration = _registration(event, token)
    if registration is None:
        response: HttpResponse = TemplateResponse(
            request,
            "os2site_events/registration_unknown.html",
            frame(request, event=event, title=_("The link does not work")),
            status=404,
        )
        return keep_secret(response)
    problem = ""
    if request.method == "POST" and "do" in request.POST:
        problem = _do(request.POST, registration)
        if not problem:
            return keep_secret(HttpResponseRedirect(request.path))
    can_change = own.can_change(event=event) and registration.is_active
    form = _change_form(request, registration, event) if can_change else None
    if form is not None and form.is_bound and form.is_valid():
        try:
            own.change(registration, form.changes())
        except (own.TooLate, receiving.NotOpen, NoSeats, VoteTaken) as error:
            form.add_error(None, _reason(error))
        else:
            return keep_secret(HttpResponseRedirect(f"{request.path}?gemt=1"))
    context = {
        **frame(request, event=event, title=_("Your registration")),
        **overview(event=event, registration=registration),
        "form": form,
        "problem": problem,
        "payment": payment(event=event, registration=registration),
        "tickets": tickets(event=event, registration=registration),
        "saved": "gemt" in request.GET and request.method != "POST",
    }
    return keep_secret(TemplateResponse(request, "os2site_events/registration_own.html", context))


def _change_form(request: HttpRequest, registration: Registration, event: Any) -> ChangeForm:
    data = request.POST
    number = data.get("number", "0")
    more = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    if asks_for_fields(data):
        more += ("more" in data) - ("fewer" in data)
        form = ChangeForm(event=event, registration=registration, more=more)
        form.initial.update(typed(form, data))
        return form
    bound = data if request.method == "POST" and "do" not in data else None
    return ChangeForm(bound, event=event, registration=registration, more=more)


def _do(data: Any, registration: Registration) -> str:
    """Do what the pressed button says; why it could not be done, empty when it was."""
    action, person = data["do"], data.get("person", "")
    try:
        match action:
            case "cancel":
                chosen = int(person) if person.isascii() and person.isdigit() else None
                own.cancel(registration, person_id=chosen)
            case "accept":
                own.accept(registration)
            case "decline":
                own.decline(registration)
    except (own.TooLate, own.OfferGone) as error:
        return _reason(error)
    return ""


def _registration(event: Any, token: str) -> Registration | None:
    try:
        value = links.read(purpose=addresses.PURPOSE, token=token, max_age=own.LINK_AGE)
    except links.BadLink:
        return None
    return own.by_link(value=value, event=event)


def _closed(request: HttpRequest, event: Any) -> HttpResponse:
    title = _("Nobody can register now")
    context = {**frame(request, event=event, title=title), **overview(event=event)}
    return TemplateResponse(request, "os2site_events/registration_closed.html", context)


def _own_path(request: HttpRequest, registration: Registration, event: Any) -> str:
    base = addresses.form_url(event=event, request=request)
    return f"{base}{addresses.OWN}/{addresses.own_token(registration)}/"


def _reason(error: Exception) -> str:
    reasons: dict[type[Exception], str] = {
        receiving.NotOpen: _("Nobody can register for the event any more."),
        receiving.TooMany: _("Too much was sent with this address today. Try again tomorrow."),
        NoSeats: _("All seats are taken, and there is no waiting list."),
        VoteTaken: _("Your organisation has already said who votes for it."),
        own.TooLate: _("The event has begun. Nothing can be changed here any more."),
        own.OfferGone: _("The offer has been answered, or its time is over."),
    }
    return reasons[type(error)]
