"""Suppliers in the JSON API: public facts only."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from os2site.api.contract import ApiRouter, Problem, listed_entries, page_by_slug
from os2site.page_types import get_page_model
from os2site.transfer.texts import html_to_paragraphs
from os2site_suppliers.enums import PARTNER_WORDS
from os2site_suppliers.services.delivered import delivered

router = Router()


class SupplierItem(Schema):
    """A supplier in a list. ``partner_status`` is in the source's words, null when nobody says."""

    slug: str
    name: str
    url: str
    summary: str
    services: list[str]
    products: list[str]
    regions_served: list[str]
    partner_status: str | None
    demo: bool


class SupplierList(Schema):
    """One page of suppliers."""

    total: int
    results: list[SupplierItem]


class ProductOfSupplier(Schema):
    """A product with the supplier's role; ``stated_by`` is both, supplier or product."""

    slug: str
    name: str
    roles: list[str]
    active: bool | None
    note: str | None
    source: str | None
    stated_by: str


class Case(Schema):
    """A reference."""

    title: str
    customer: str | None
    year: int | None
    text: str | None


class SupplierDetail(Schema):
    """All that is public of a supplier; null is "not stated"."""

    slug: str
    name: str
    url: str
    summary: str
    description: list[str]
    services: list[str]
    services_complete: bool
    products: list[ProductOfSupplier]
    website_url: str | None
    organisation_type: str | None
    size: str | None
    regions_served: list[str]
    partner_status: str | None
    partner_status_since: datetime.date | None
    partner_agreement_signed: datetime.date | None
    floss_agreement: bool | None
    expertise: list[str]
    contact_role: str | None
    contact_email: str | None
    case_summaries: list[Case]
    demo: bool
    sources: list[str]
    updated_at: datetime.datetime | None


@router.get("/", response={200: SupplierList, 400: Problem}, summary="Suppliers by name")
def suppliers(request: HttpRequest) -> dict[str, Any]:
    """Suppliers in alphabetical order. Takes ``q``, the facets of the list page, ``page`` and
    ``page_size``; a page beyond the last is empty.
    """
    found = listed_entries(request, "supplier", default_sort="name")
    site = found.query.site
    return {
        "total": found.total,
        "results": [
            {
                "slug": hit.entry.slug,
                "name": hit.entry.title,
                "url": f"{site.root_url}{hit.entry.url}",
                "summary": hit.entry.summary,
                "services": hit.entry.card["service_slugs"],
                "products": hit.entry.card["product_slugs"],
                "regions_served": hit.entry.card["regions"],
                "partner_status": _status(
                    hit.entry.card["partner"], hit.entry.card["partner_text"]
                ),
                "demo": hit.entry.demo,
            }
            for hit in found.hits
        ],
    }


@router.get("/{slug}/", response={200: SupplierDetail, 404: Problem}, summary="A supplier")
def supplier(request: HttpRequest, slug: str) -> dict[str, Any]:
    """A supplier by its slug."""
    page: Any = page_by_slug(request, get_page_model("supplier"), slug)
    return {
        "slug": page.slug,
        "name": page.title,
        "url": page.full_url,
        "summary": page.summary,
        "description": html_to_paragraphs(page.description),
        "services": [term.slug for term in page.services.all()],
        "services_complete": page.lists_all_services,
        "products": [
            {
                "slug": item.page.slug,
                "name": item.title,
                "roles": list(item.roles),
                "active": item.active,
                "note": item.note or None,
                "source": item.source or None,
                "stated_by": item.stated_by.value,
            }
            for item in delivered(supplier=page)
        ],
        "website_url": page.website_url or None,
        "organisation_type": page.organisation_type or None,
        "size": page.size or None,
        "regions_served": [region.name for region in page.regions.all()],
        "partner_status": _status(page.partner_status, page.partner_status_text),
        "partner_status_since": page.partner_status_since,
        "partner_agreement_signed": page.partner_agreement_signed,
        "floss_agreement": page.floss_agreement,
        "expertise": [term.title for term in page.expertise.all()],
        "contact_role": page.contact_role or None,
        "contact_email": page.contact_email or None,
        "case_summaries": [
            {
                "title": case.title,
                "customer": case.customer or None,
                "year": case.year,
                "text": case.text or None,
            }
            for case in page.cases.all()
        ],
        "demo": page.demo,
        "sources": page.sources,
        "updated_at": page.last_published_at,
    }


def _status(status: str, text: str) -> str | None:
    return text or PARTNER_WORDS.get(status) or None


ROUTERS = (ApiRouter("suppliers", router),)
