"""Members and users in the JSON API: public facts only."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from os2site.api.contract import ApiRouter, Problem, listed_entries, page_by_slug
from os2site.contrib.members.services.used import used_products
from os2site.page_types import get_page_model

router = Router()


class MemberItem(Schema):
    """A member or user in a list. ``relation`` is medlem or anvender."""

    slug: str
    name: str
    url: str
    type: str | None
    relation: str
    region: str | None
    uses_products: list[str]
    demo: bool


class MemberList(Schema):
    """One page of members and users."""

    total: int
    results: list[MemberItem]


class UsedProductItem(Schema):
    """A product in use; ``stated_by`` is both, member or product."""

    slug: str
    name: str
    stated_by: str


class MemberDetail(Schema):
    """All that is public of a member or user; null is "not stated"."""

    slug: str
    name: str
    url: str
    type: str | None
    relation: str
    member: bool | None
    basis: str | None
    roles: list[str]
    municipality: str | None
    municipality_code: str | None
    region: str | None
    joined: datetime.date | None
    size_class: str | None
    contact_role: str | None
    uses_products: list[UsedProductItem]
    demo: bool
    sources: list[str]
    updated_at: datetime.datetime | None


@router.get("/", response={200: MemberList, 400: Problem}, summary="Members and users by name")
def members(request: HttpRequest) -> dict[str, Any]:
    """Members and users in alphabetical order. Takes ``q``, the facets of the list page, ``page``
    and ``page_size``; a page beyond the last is empty.
    """
    found = listed_entries(request, "member", default_sort="name")
    site = found.query.site
    return {
        "total": found.total,
        "results": [
            {
                "slug": hit.entry.slug,
                "name": hit.entry.title,
                "url": f"{site.root_url}{hit.entry.url}",
                "type": hit.entry.card["type"] or None,
                "relation": hit.entry.card["relation"],
                "region": hit.entry.card["region"] or None,
                "uses_products": hit.entry.card["product_slugs"],
                "demo": hit.entry.demo,
            }
            for hit in found.hits
        ],
    }


@router.get("/{slug}/", response={200: MemberDetail, 404: Problem}, summary="A member or user")
def member(request: HttpRequest, slug: str) -> dict[str, Any]:
    """A member or user by its slug."""
    page: Any = page_by_slug(request, get_page_model("member"), slug)
    organisation = page.organisation
    region = organisation.region if organisation is not None else None
    municipality = organisation.municipality if organisation is not None else None
    return {
        "slug": page.slug,
        "name": page.title,
        "url": page.full_url,
        "type": (organisation.type or None) if organisation is not None else None,
        "relation": page.relation,
        "member": page.member,
        "basis": page.basis or None,
        "roles": page.roles,
        "municipality": municipality.slug if municipality is not None else None,
        "municipality_code": municipality.code if municipality is not None else None,
        "region": region.full_name if region is not None else None,
        "joined": page.joined,
        "size_class": page.size_class or None,
        "contact_role": page.contact_role or None,
        "uses_products": [
            {
                "slug": product.page.slug,
                "name": product.title,
                "stated_by": product.stated_by.value,
            }
            for product in used_products(member=page)
        ],
        "demo": page.demo,
        "sources": page.sources,
        "updated_at": page.last_published_at,
    }


ROUTERS = (ApiRouter("members", router),)
