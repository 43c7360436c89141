"""Bring a publiccode.yml into the catalogue: file, text or address → preview → draft."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies.pages import PagePermissionPolicy

from os2site.admin.screens import frame
from os2site.page_types import get_page_model
from os2site.services.outside import Limits, OutsideError, fetch
from os2site.transfer.contract import TransferError
from os2site_products.transfer.publiccode_preview import Preview, may_store, preview, store
from os2site_products.transfer.yaml_nodes import MAX_BYTES

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern

#: Where GitHub shows a file, and where it gives the file itself.
_GITHUB_FILE: Final = re.compile(r"^(https://github\.com/[^/]+/[^/]+)/blob/(.+)$")


class FileForm(forms.Form):
    """Exactly one of three ways to hand over a file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".yml,.yaml"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        help_text=gettext_lazy("Paste the whole file."),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )
    url = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy(
            "Where the file itself is, such as "
            "https://raw.githubusercontent.com/OS2/os2display/master/publiccode.yml. It must be on "
            "the open internet."
        ),
        widget=forms.URLInput,
    )

    def clean(self) -> dict[str, Any]:
        """Take the one that is given as ``data``.

        :raises ValidationError: for none, for several, and for what can't be read or fetched.
        """
        data: dict[str, Any] = super().clean() or {}
        given = [name for name in ("file", "text", "url") if data.get(name)]
        if self.errors:
            return data
        if len(given) != 1:
            raise forms.ValidationError(_("Give a file, a text or an address: just one of them."))
        if given == ["file"]:
            if data["file"].size > MAX_BYTES:
                text = _("The file is too large: at most %(limit)s kB.")
                self.add_error("file", text % {"limit": MAX_BYTES // 1000})
                return data
            data["data"] = data["file"].read()
        elif given == ["text"]:
            data["data"] = data["text"].encode("utf-8", "replace")
        else:
            address = _GITHUB_FILE.sub(r"\1/raw/\2", data["url"].strip())
            try:
                data["data"] = fetch(address, limits=Limits(max_bytes=MAX_BYTES)).body
            except OutsideError as error:
                self.add_error("url", str(error))
        return data


class PubliccodeImportViewSet(ViewSet):
    """The form, the preview and the change."""

    name = "os2site_publiccode"
    url_prefix = "os2site/publiccode"
    icon = "upload"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", choose_file, name="index"),
            path("apply/", apply, name="apply"),
        ]


def choose_file(request: HttpRequest) -> HttpResponse:
    """The form; with a file, the preview of what it would change."""
    product = _product(request)
    is_sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if is_sent else FileForm()
    if is_sent and form.is_valid():
        try:
            found = preview(form.cleaned_data["data"], product=product)
        except TransferError as error:
            form.add_error(None, str(error).split("\n"))
        else:
            if may_store(found.product, user=request.user):  # type: ignore[arg-type]
                text = form.cleaned_data["data"].decode("utf-8-sig")
                return _show(request, found, text, is_pinned=product is not None)
            form.add_error(None, _not_allowed(found))
    return _form(request, form, product)


def apply(request: HttpRequest) -> HttpResponse:
    """Make the chosen fields a draft, and lead to its form."""
    product = _product(request)
    text = request.POST.get("text", "")
    if request.method != "POST" or not text:
        return redirect("os2site_publiccode:index")
    chosen = set(request.POST.getlist("field"))
    try:
        found = preview(text.encode("utf-8", "replace"), product=product)
        if found.base != request.POST.get("base", ""):
            messages.warning(
                request, _("The product was changed in the meantime. Look at it once more.")
            )
            return _show(request, found, text, is_pinned=product is not None, chosen=chosen)
        if found.product is not None and not chosen & {change.name for change in found.changes}:
            messages.warning(request, _("No field was chosen, so nothing was changed."))
            return _show(request, found, text, is_pinned=product is not None, chosen=chosen)
        page = store(found, chosen=chosen, user=request.user)  # type: ignore[arg-type]
    except TransferError as error:
        form = FileForm({"text": text})
        form.is_valid()
        form.add_error(None, str(error).split("\n"))
        return _form(request, form, product)
    messages.success(
        request,
        _("The chosen fields of “%(title)s” are saved as a draft. Nothing is published yet.")
        % {"title": page.title},
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


def _product(request: HttpRequest) -> Any | None:
    """The product that the file is for, when a product's page led here.

    :raises Http404: when there is none.
    :raises PermissionDenied: when the user may neither edit it nor add products.
    """
    given = request.POST.get("product") or request.GET.get("product") or ""
    if not given:
        if not _may_any(request):
            raise PermissionDenied
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise Http404("No such product")
    page = get_page_model("product")._default_manager.filter(pk=int(given)).first()
    if page is None:
        raise Http404("No such product")
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


def _may_any(request: HttpRequest) -> bool:
    """Whether the user may edit or add any page at all; which ones is asked with the preview."""
    policy = PagePermissionPolicy()
    return bool(policy.user_has_any_permission(request.user, {"add", "change"}))


def _not_allowed(found: Preview) -> str:
    if found.product is None:
        return _("The file is about a new product, and you may not add products.")
    return _("The file is about “%(title)s”, which you may not edit now.") % {
        "title": found.product.title
    }


def _form(request: HttpRequest, form: FileForm, product: Any | None) -> HttpResponse:
    context = {**_frame(), "form": form, "product": product}
    return TemplateResponse(request, "os2site_products/admin/publiccode_form.html", context)


def _show(
    request: HttpRequest,
    found: Preview,
    text: str,
    *,
    is_pinned: bool,
    chosen: set[str] | None = None,
) -> HttpResponse:
    picked = (
        {change.name for change in found.changes if not change.is_filled}
        if chosen is None
        else chosen
    )
    context = {
        **_frame(),
        "preview": found,
        "rows": [(change, change.name in picked) for change in found.changes],
        "text": text,
        "is_pinned": is_pinned,
    }
    return TemplateResponse(request, "os2site_products/admin/publiccode_preview.html", context)


def _frame() -> dict[str, Any]:
    above = [{"url": reverse("os2site_products:index"), "label": _("Products")}]
    return frame(_("Import publiccode.yml"), "upload", above=above)
