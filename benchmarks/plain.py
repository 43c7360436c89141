"""The peers: a search page as Wagtail's own project template makes it, on Wagtail's own index, a
page that shows nothing but its title, and a form that stores what was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from wagtail import hooks
from wagtail.contrib.forms.models import FormSubmission
from wagtail.models import Page
from wagtail.search import index

from benchmarks.catalogue import PLAIN_BACKEND
from os2site.page_types import get_page_model

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE_SIZE = 20


def make_searchable() -> None:
    """Let Wagtail index what a plain site's news would have in its index: their text."""
    model = get_page_model("news")
    names = {field.field_name for field in model.search_fields}
    model.search_fields = [
        *model.search_fields,
        *(index.SearchField(name) for name in ("summary", "body") if name not in names),  # type: ignore[no-untyped-call]
    ]


def search_page(request: HttpRequest) -> HttpResponse:
    """Public pages that match ``q``, in the site's own frame; no facets, highlights or spelling."""
    text = request.GET.get("q", "")
    found = Page.objects.live().public().search(text, backend=PLAIN_BACKEND)
    results = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page", 1))
    return render(request, "benchmarks/plain_search.html", {"text": text, "results": results})


def plain_page(request: HttpRequest) -> HttpResponse:
    """A page of Wagtail's, found and shown in the site's own frame as Wagtail serves one."""
    page = Page.objects.live().public().filter(depth__gt=2).order_by("pk").specific().first()
    return render(request, "benchmarks/plain_page.html", {"page": page})


class PlainForm(forms.Form):
    """The fields that a registration has."""

    name = forms.CharField(max_length=120)
    email = forms.EmailField(max_length=254)
    organisation = forms.CharField(max_length=160)
    consent = forms.BooleanField()


def form_page(request: HttpRequest, path: str) -> HttpResponse:
    """The form of a page, found and guarded as Wagtail does it; sent, it is one row of Wagtail's
    own table for such forms.
    """
    found = Page.route_for_request(request, path)
    if found is None:
        raise Http404
    page = found.page
    for guard in hooks.get_hooks("before_serve_page"):
        guard(page, request, (), {})
    form = PlainForm(request.POST or None)
    if form.is_valid():
        FormSubmission.objects.create(page=page.page_ptr, form_data={**form.cleaned_data})
        return redirect("/plain-page/")
    return render(request, "benchmarks/plain_form.html", {"form": form})
