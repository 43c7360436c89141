"""Following a product: as RSS, or by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_safe

from os2site.services import subpages
from os2site.views.links import LinkPage, serve_link
from os2site_products.forms.follow import FollowForm
from os2site_products.services import feed, follow

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
@cache_control(public=True, max_age=900)
def product_feed(request: HttpRequest, *, product: Any) -> HttpResponse:
    """What happens around the product, as RSS."""
    content, content_type = feed.render(product=product)
    return HttpResponse(content, content_type=content_type)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_page(request: HttpRequest, *, product: Any) -> HttpResponse:
    """The form to follow a product by mail; sent, it leads on to what happens now."""
    form = FollowForm(request.POST or None, product=product, request=request)
    if request.method == "POST" and form.is_valid():
        follow.ask(product=product, email=form.cleaned_data["email"])
        return HttpResponseRedirect(f"{product.get_url(request)}{follow.SUBPAGE}/sendt/")
    context = {**_follow_context(request, product), "form": form}
    template = "os2site_products/follow_page.html"
    return TemplateResponse(request, template, context, status=form.http_status)


@never_cache
@require_safe
def follow_sent(request: HttpRequest, *, product: Any) -> HttpResponse:
    """A mail is on its way; the same for every address."""
    context = _follow_context(request, product)
    return TemplateResponse(request, "os2site_products/follow_sent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_confirm(request: HttpRequest, *, product: Any, token: str) -> HttpResponse:
    """The link in the mail that asks for a confirmation."""

    def ask(value: str) -> LinkPage | None:
        if follow.by_link(value=value, product=product) is None:
            return None
        return LinkPage(
            _("Follow %(product)s") % {"product": product.title},
            _("You get a mail on the day after something new. Each mail has a link to stop."),
            button=_("Follow"),
        )

    def act(value: str) -> LinkPage | None:
        follower = follow.by_link(value=value, product=product)
        if follower is None:
            return None
        follow.confirm(follower)
        return LinkPage(
            _("You follow %(product)s") % {"product": product.title},
            _("The first mail comes when there is something new."),
            next_url=product.get_url(request) or "/",
            next_label=_("Go to %(product)s") % {"product": product.title},
        )

    return serve_link(
        request,
        token=token,
        purpose=follow.PURPOSE,
        max_age=follow.LINK_AGE,
        ask=ask,
        act=act,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def follow_end(request: HttpRequest, *, product: Any, token: str) -> HttpResponse:
    """The link in each mail that stops them."""

    def ask(value: str) -> LinkPage | None:
        if follow.by_link(value=value, product=product) is None:
            return _ended(request, product)
        return LinkPage(
            _("Stop mails about %(product)s?") % {"product": product.title},
            _("Your address is deleted here."),
            button=_("Stop the mails"),
        )

    def act(value: str) -> LinkPage | None:
        follower = follow.by_link(value=value, product=product)
        if follower is not None:
            follow.end(follower)
        return _ended(request, product)

    return serve_link(
        request,
        token=token,
        purpose=follow.PURPOSE_END,
        max_age=follow.END_LINK_AGE,
        ask=ask,
        act=act,
    )


def _ended(request: HttpRequest, product: Any) -> LinkPage:
    return LinkPage(
        _("You get no more mails about %(product)s") % {"product": product.title},
        _("Your address is deleted here."),
        next_url=product.get_url(request) or "/",
        next_label=_("Go to %(product)s") % {"product": product.title},
    )


def _follow_context(request: HttpRequest, product: Any) -> dict[str, Any]:
    title = _("Follow %(product)s") % {"product": product.title}
    subpage = subpages.Subpage(follow.SUBPAGE, title, title, listed=False, crumb=_("Follow"))
    return {**product.subpage_context(request, subpage), "feed_path": f"{feed.SUBPAGE}/"}
