"""Begin a report for a product, and a criteria set from another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Locale
from wagtail.permission_policies.pages import PagePermissionPolicy

from os2site.admin import screens
from os2site.page_types import find_page_model
from os2site.services.languages import one_of_each
from os2site_products.admin.entry import STYLE, frame
from os2site_products.enums import BasisType
from os2site_products.forms.governance import NewSetForm, StartForm
from os2site_products.services import assessment_access, assessment_steps, criteria_sets

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.urls import URLPattern

ADD_CRITERION = "os2site_products.add_criterion"


class SetsMenuItem(MenuItem):
    """Shown to those who may make criteria."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(ADD_CRITERION)


class BeginViewSet(ViewSet):
    """Addresses where something begins."""

    name = "os2site_governance_begin"
    url_prefix = "os2site/governance/ny"
    menu_label = gettext_lazy("Criteria sets")
    icon = "list-ol"
    menu_item_class = SetsMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", sets, name="index"),
            path("rapport/", start, name="report"),
        ]


def start(request: HttpRequest) -> HttpResponse:
    """Choose product and criteria; answers of the last report are taken over."""
    user = request.user
    products = _products(user)
    if not products:
        raise PermissionDenied
    names = [item.name for item in criteria_sets.sets()]
    wanted = request.GET.get("product", "")
    form = StartForm(
        request.POST or None,
        products=[(page.pk, page.title) for page in products],
        sets=names,
        initial={"product": int(wanted) if wanted.isdecimal() and len(wanted) < 12 else None},
    )
    if request.method == "POST" and form.is_valid():
        product = next(page for page in products if page.pk == form.cleaned_data["product"])
        try:
            started = assessment_steps.start_self_assessment(
                product=product, criteria_set=form.cleaned_data["criteria_set"], user=user
            )
        except assessment_steps.StepRefusedError as error:
            messages.error(request, str(error))
            going = assessment_steps.in_progress(product=product, type=BasisType.SELF_ASSESSMENT)
            if going is not None:
                return redirect("os2site_governance:overview", going.pk)
        else:
            return redirect("os2site_governance:overview", started.pk)
    context = {
        **frame(_("Begin a report")),
        "form": form,
        "has_sets": bool(names),
        "STYLE": STYLE,
    }
    return TemplateResponse(request, "os2site_products/admin/start.html", context)


def sets(request: HttpRequest) -> HttpResponse:
    """All criteria sets, and a form that makes a new one from another."""
    if not request.user.has_perm(ADD_CRITERION):
        raise PermissionDenied
    found = criteria_sets.sets()
    form = NewSetForm(request.POST or None, sets=[item.name for item in found])
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        number = criteria_sets.copy(source=form.cleaned_data["source"], name=name)
        messages.success(
            request,
            _("The set %(name)s has %(count)s criteria. Change them before a report uses it.")
            % {"name": name, "count": number},
        )
        address = reverse("wagtailsnippets_os2site_products_criterion:list")
        return redirect(f"{address}?criteria_set={name}")
    context = {
        **screens.frame(_("Criteria sets"), "list-ol"),
        "sets": found,
        "form": form,
        "STYLE": STYLE,
    }
    return TemplateResponse(request, "os2site_products/admin/criteria_sets.html", context)


def _products(user: Any) -> list[Any]:
    """Products that the user answers for, one of each whatever its languages, by name."""
    model = find_page_model("product")
    if model is None:
        return []
    pages = model._default_manager.select_related("locale").order_by("title")
    if not assessment_access.may_evaluate(user=user):
        if not user.has_perm(assessment_access.ANSWER):
            return []
        policy = PagePermissionPolicy()
        mine = policy.instances_user_has_permission_for(user, "change")
        pages = pages.filter(pk__in=mine.values("pk"))
    return one_of_each(pages=pages, locale_id=Locale.get_default().pk)
