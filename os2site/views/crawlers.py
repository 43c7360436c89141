"""What programs read of the site: sitemap, robots.txt, security.txt, OpenSearch description."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from os2site.services.chrome import address
from os2site.services.current import facts_of
from os2site.services.sitemaps import sitemap_entries

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Site

#: How long a security.txt may be believed; it is written anew with each request.
SECURITY_TXT_DAYS = 90


def _site(request: HttpRequest) -> Site:
    site = facts_of(request).site
    if site is None:
        raise Http404("No site is set up for this host")
    return site


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """All public pages of the site, with their versions in other languages."""
    entries = sitemap_entries(site=_site(request), request=request)
    body = render_to_string("os2site/crawlers/sitemap.xml", {"entries": entries})
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but the administration; search results say noindex themselves."""
    lines = ["User-agent: *"]
    if admin := address("wagtailadmin_home"):
        lines.append(f"Disallow: {admin}")
    lines += ["", f"Sitemap: {_site(request).root_url}{address('os2site:sitemap')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=3600)
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116).

    :raises Http404: while the site has no mail address, because the file must name one.
    """
    site = _site(request)
    contact = facts_of(request).settings.contact_email
    if not contact:
        raise Http404("The site has no mail address")
    expires = timezone.now() + datetime.timedelta(days=SECURITY_TXT_DAYS)
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {expires.astimezone(datetime.UTC):%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: da, en",
        f"Canonical: {site.root_url}{request.path}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86400)
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser adds the site's search.

    :raises Http404: when the search is not mounted.
    """
    search_url = address("os2site_search")
    if not search_url:
        raise Http404("The search is not mounted")
    context = {
        "name": facts_of(request).settings.name,
        "root": _site(request).root_url,
        "search_url": search_url,
    }
    body = render_to_string("os2site/crawlers/opensearch.xml", context)
    return HttpResponse(body, content_type="application/opensearchdescription+xml; charset=utf-8")
