"""The form of an application, and what comes after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from os2site.contrib.applications.forms import ApplicationForm
from os2site.contrib.applications.services import applications
from os2site.views.links import LinkPage, serve_link

if TYPE_CHECKING:
    from django.http import HttpRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form_page(request: HttpRequest, *, page: Any) -> HttpResponse:
    """The form; sent, it leads on to a page that says what happens now."""
    form = ApplicationForm(request.POST or None, page=page, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            applications.receive(
                page=page,
                answers=form.answers(),
                submission=form.submission_id,
                request=request,
            )
        except applications.TooMany:
            text = _("Too many applications were sent with this address today. Try again tomorrow.")
            form.add_error("email", text)
        else:
            return HttpResponseRedirect(f"{page.get_url(request)}bekraeft/")
    context = {**page.get_context(request), "form": form}
    template = page.get_template(request)
    return TemplateResponse(request, template, context, status=form.http_status)


@never_cache
@require_safe
def sent_page(request: HttpRequest, *, page: Any) -> HttpResponse:
    """The application waits to be confirmed by mail."""
    context = {**page.get_context(request), "waits": True}
    return TemplateResponse(request, page.get_template(request), context)


@require_http_methods(["GET", "HEAD", "POST"])
def link_page(request: HttpRequest, *, page: Any, token: str) -> HttpResponse:
    """The link in the mail that asks for a confirmation."""
    thanks = LinkPage(
        _("We have your application"),
        _("Thank you. We read it and write to the address that you gave."),
        next_url=page.get_url(request) or "/",
        next_label=_("Back to the page"),
    )

    def ask(value: str) -> LinkPage | None:
        application = applications.by_link(value=value, page=page)
        if application is None or application.confirmed_at is not None:
            return None if application is None else thanks
        return LinkPage(
            _("Confirm your application"),
            _("We get the application when you press the button."),
            button=_("Send the application"),
        )

    def act(value: str) -> LinkPage | None:
        application = applications.by_link(value=value, page=page)
        if application is None:
            return None
        applications.confirm(application, page=page)
        return thanks

    return serve_link(
        request,
        token=token,
        purpose=applications.PURPOSE,
        max_age=applications.LINK_AGE,
        ask=ask,
        act=act,
    )
