"""Products in the JSON API: public facts only, codes as in the content files."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from os2site.api.contract import (
    ApiRouter,
    Problem,
    listed_entries,
    page_by_slug,
)
from os2site.page_types import get_page_model
from os2site_products.api import report
from os2site_products.services import governance, groups, linked, product_page, users

router = Router()


class ReachItem(Schema):
    """The best statement about how many use it; ``claimed`` numbers come from a source."""

    count: int | None
    unit: str
    claimed: bool
    claim: str
    as_of: str


class ProductItem(Schema):
    """A product in a list. Empty codes are null: nobody has stated them."""

    slug: str
    name: str
    url: str
    tagline: str
    kind: str
    status: str | None
    governance_level: str | None
    categories: list[str]
    suppliers: list[str]
    reach: ReachItem
    demo: bool


class ProductList(Schema):
    """One page of products."""

    total: int
    results: list[ProductItem]


class SupplierItem(Schema):
    """A public supplier of the product; ``active`` is null when no source says."""

    name: str
    url: str
    roles: list[str]
    note: str
    source: str
    active: bool | None


class ClaimItem(Schema):
    """A counted claim about users."""

    count: int | None
    unit: str
    as_of: str | None
    claim: str
    source: str | None


class GroupMeetingItem(Schema):
    """A public event that is a meeting of a group."""

    title: str
    url: str
    date: datetime.datetime


class GroupProductItem(Schema):
    """Another public product of the same group."""

    name: str
    url: str


class GroupItem(Schema):
    """A working group: organisations, never people."""

    slug: str
    type: str
    status: str
    note: str | None
    mandate: str | None
    organisations: list[str]
    also_of: list[GroupProductItem]
    coming_meetings: list[GroupMeetingItem]
    past_meetings: list[GroupMeetingItem]


class PriceItem(Schema):
    """A line of a price table, amounts in whole currency units without promise of VAT."""

    as_of: datetime.date | None
    size_class: str
    currency: str
    vat: str
    entry_fee: int | None
    annual_member: int | None
    annual_non_member: int | None
    governance_percent: float | None


class AssessmentItem(Schema):
    """An assessment with its counts, which are computed from the results."""

    slug: str
    type: str
    criteria_set: str
    date: datetime.date | None
    decided_level: str | None
    summary: str
    totals: dict[str, int]
    results: dict[str, str]


class RelatedItem(Schema):
    """Another product; a successor took this one's place."""

    name: str
    url: str
    is_successor: bool


class ProductDetail(ProductItem):
    """All that is public of a product."""

    description_html: str
    status_note: str | None
    governance_target: str | None
    governance_basis: str | None
    governance_basis_date: datetime.date | None
    tags: list[str]
    technologies: list[str]
    licence: str | None
    repository_urls: list[str]
    documentation_url: str | None
    website_url: str | None
    users: list[str]
    users_note: str | None
    user_claims: list[ClaimItem]
    supplier_relations: list[SupplierItem]
    working_groups: list[GroupItem]
    prices: list[PriceItem]
    prices_note: str | None
    price_exemptions: str | None
    assessments: list[AssessmentItem]
    related_products: list[RelatedItem]
    sources: list[str]
    updated_at: datetime.datetime | None


@router.get("/", response={200: ProductList, 400: Problem}, summary="Products by name")
def products(request: HttpRequest) -> dict[str, Any]:
    """Products in alphabetical order. Takes ``q``, the facets of the list page, ``page`` and
    ``page_size``; a page beyond the last is empty.
    """
    found = listed_entries(request, "product", default_sort="name")
    site = found.query.site
    return {
        "total": found.total,
        "results": [
            {
                "slug": hit.entry.slug,
                "name": hit.entry.title,
                "url": f"{site.root_url}{hit.entry.url}",
                "tagline": hit.entry.summary,
                "kind": hit.entry.card["kind"],
                "status": hit.entry.card["lifecycle"] or None,
                "governance_level": hit.entry.card["level"] or None,
                "categories": hit.entry.card["category_slugs"],
                "suppliers": hit.entry.card["suppliers"],
                "reach": hit.entry.card["reach"],
                "demo": hit.entry.demo,
            }
            for hit in found.hits
        ],
    }


@router.get("/{slug}/", response={200: ProductDetail, 404: Problem}, summary="A product")
def product(request: HttpRequest, slug: str) -> dict[str, Any]:
    """A product by its slug."""
    page: Any = page_by_slug(request, get_page_model("product"), slug)
    organisations = [user.organisation for user in users.named(product=page)]
    claims = list(page.user_claims.all())
    suppliers = linked.suppliers(
        product=page,
        pointing=linked.pointing_at(product=page),
        request=request,
        language=_language(page),
    )
    return {
        "slug": page.slug,
        "name": page.title,
        "url": page.get_full_url(request),
        "tagline": page.tagline,
        "kind": page.kind,
        "status": page.lifecycle or None,
        "governance_level": page.governance_level or None,
        "categories": [term.slug for term in product_page.ordered_categories(page)],
        "suppliers": [item.title for item in suppliers if item.active is not False],
        "reach": vars(users.reach(organisations=organisations, claims=claims)),
        "demo": page.demo,
        "description_html": page.description,
        "status_note": page.lifecycle_note or None,
        "governance_target": page.governance_target or None,
        "governance_basis": page.basis_type or None,
        "governance_basis_date": page.basis_date,
        "tags": sorted(tag.name for tag in page.tags.all()),
        "technologies": sorted(term.title for term in page.technologies.all()),
        "licence": page.licence or None,
        "repository_urls": page.repository_urls,
        "documentation_url": page.documentation_url or None,
        "website_url": page.website_url or None,
        "users": [organisation.name for organisation in organisations],
        "users_note": page.users_note or None,
        "user_claims": [
            {
                "count": claim.count,
                "unit": claim.unit,
                "as_of": claim.as_of or None,
                "claim": claim.claim,
                "source": claim.source or None,
            }
            for claim in claims
        ],
        "supplier_relations": [
            {
                "name": item.title,
                "url": item.url,
                "roles": list(item.role_slugs),
                "note": item.note,
                "source": item.source,
                "active": item.active,
            }
            for item in suppliers
        ],
        "working_groups": _groups(page, request),
        "prices": list(page.prices.all()),
        "prices_note": page.prices_note or None,
        "price_exemptions": page.price_exemptions or None,
        "assessments": _assessments(page),
        "related_products": [
            {"name": item.title, "url": item.url, "is_successor": item.is_successor}
            for item in linked.related(product=page, request=request)
        ],
        "sources": page.sources,
        "updated_at": page.last_published_at,
    }


router.get(
    "/{slug}/governance/",
    response={200: report.GovernanceReport, 404: Problem},
    by_alias=True,
    summary="A product's governance report",
)(report.governance_of)


def _groups(page: Any, request: HttpRequest) -> list[dict[str, Any]]:
    loaded = groups.load(page)
    views = groups.views(
        page=page,
        loaded=loaded,
        documents=(),
        request=request,
        language=_language(page),
    )
    return [
        {
            "slug": group.slug,
            "type": group.type,
            "status": group.status,
            "note": group.note or None,
            "mandate": group.mandate or None,
            "organisations": list(view.organisations),
            "also_of": [{"name": item.title, "url": item.url} for item in view.products],
            "coming_meetings": [vars(item) for item in view.coming],
            "past_meetings": [vars(item) for item in view.past],
        }
        for group, view in zip(loaded.groups, views, strict=True)
    ]


def _assessments(page: Any) -> list[dict[str, Any]]:
    found = []
    for assessment in governance.assessments_of(product=page):
        results = governance.verdicts_of(assessment)
        found.append(
            {
                "slug": assessment.slug,
                "type": assessment.type,
                "criteria_set": assessment.criteria_set,
                "date": assessment.date,
                "decided_level": assessment.decided_level or None,
                "summary": assessment.summary,
                "totals": governance.totals(results=results, type=assessment.type),
                "results": results,
            }
        )
    return found


def _language(page: Any) -> str:
    return str(page.locale.language_code)


ROUTERS = (ApiRouter("products", router),)
