"""What is served below a supplier's address: the form by which visitors write to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from os2site.services.subpages import Subpage, dressed
from os2site.views.links import LinkPage, serve_link
from os2site_suppliers.enums import EnquiryState
from os2site_suppliers.forms.enquiry import EnquiryForm
from os2site_suppliers.services import enquiries

if TYPE_CHECKING:
    from django.http import HttpRequest

    from os2site_suppliers.models import SupplierEnquiry


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry_page(request: HttpRequest, *, supplier: Any) -> HttpResponse:
    """The form; sent, it leads on to a page that says what happens now.

    :raises Http404: when the supplier takes no enquiries here.
    """
    url = _form_url(request, supplier)
    form = EnquiryForm(request.POST or None, supplier=supplier, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            enquiry = enquiries.receive(
                supplier=supplier,
                answers=form.answers(),
                submission=form.submission_id,
                proven=form.is_proven,
                request=request,
            )
        except enquiries.TooMany:
            text = _("Too many enquiries were sent with this address today. Try again tomorrow.")
            form.add_error("email", text)
        else:
            waits = enquiry.state == EnquiryState.UNCONFIRMED
            return HttpResponseRedirect(f"{url}{'bekraeft' if waits else 'sendt'}/")
    title = _("Write to %(supplier)s") % {"supplier": supplier.title}
    context = {**_frame(request, supplier, title=title), "form": form}
    template = "os2site_suppliers/enquiry_page.html"
    return TemplateResponse(request, template, context, status=form.http_status)


@never_cache
@require_safe
def enquiry_sent(request: HttpRequest, *, supplier: Any, waits: bool) -> HttpResponse:
    """What happens now; ``waits`` for a confirmation by mail.

    :raises Http404: when the supplier takes no enquiries here.
    """
    _form_url(request, supplier)
    title = _("Look into your mailbox") if waits else _("Your enquiry is sent")
    below = "/bekraeft" if waits else "/sendt"
    context = {**_frame(request, supplier, title=title, below=below), "waits": waits}
    return TemplateResponse(request, "os2site_suppliers/enquiry_sent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enquiry_link(request: HttpRequest, *, supplier: Any, token: str) -> HttpResponse:
    """The link in the mail that asks for a confirmation."""

    def ask(value: str) -> LinkPage | None:
        enquiry = enquiries.by_link(value=value, supplier=supplier)
        if enquiry is None:
            return None
        if enquiry.state != EnquiryState.UNCONFIRMED:
            return _confirmed(request, enquiry, supplier=supplier)
        return LinkPage(
            _("Confirm your enquiry"),
            _("Your enquiry goes to %(supplier)s when you press the button.")
            % {"supplier": enquiry.supplier_title},
            button=_("Send the enquiry"),
        )

    def act(value: str) -> LinkPage | None:
        enquiry = enquiries.by_link(value=value, supplier=supplier)
        if enquiry is None:
            return None
        if not enquiries.confirm(enquiry, supplier=supplier):
            return LinkPage(
                _("The enquiry was not sent"),
                _("The supplier no longer takes enquiries here. Its page says how to reach it."),
                next_url=supplier.get_url(request) or "/",
                next_label=_("Go to the supplier's page"),
            )
        return _confirmed(request, enquiry, supplier=supplier)

    return serve_link(
        request,
        token=token,
        purpose=enquiries.PURPOSE,
        max_age=enquiries.LINK_AGE,
        ask=ask,
        act=act,
    )


def _confirmed(request: HttpRequest, enquiry: SupplierEnquiry, *, supplier: Any) -> LinkPage:
    return LinkPage(
        _("Your enquiry is sent"),
        _("It is on its way to %(supplier)s, who will answer you directly.")
        % {"supplier": enquiry.supplier_title},
        next_url=supplier.get_url(request) or "/",
        next_label=_("Go to the supplier's page"),
    )


def _form_url(request: HttpRequest, supplier: Any) -> str:
    url = enquiries.form_url(supplier=supplier, request=request)
    if not url:
        raise Http404("The supplier takes no enquiries here")
    return url


def _frame(request: HttpRequest, supplier: Any, *, title: str, below: str = "") -> dict[str, Any]:
    """Page, breadcrumbs and head of a page below the supplier's, which no search engine keeps."""
    subpage = Subpage(f"{enquiries.SUBPAGE}{below}", title, listed=False)
    return dressed(context={}, page=supplier, request=request, subpage=subpage)
