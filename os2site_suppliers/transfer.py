"""Import and export of suppliers."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from os2site.enums import OrganisationType
from os2site.page_types import get_page_model
from os2site.transfer.contract import Row, Slug, TransferContext, WebAddress
from os2site.transfer.lookups import region, relation_rows, relation_slug, term_titled, terms
from os2site.transfer.pages import PageKind
from os2site.transfer.texts import Paragraphs, html_to_paragraphs, paragraphs_to_html
from os2site_suppliers.enums import PARTNER_WORDS, PartnerStatus, Size, status_of_words


class CaseSummary(Row):
    """A reference of a supplier."""

    title: str = Field(min_length=1, max_length=200)
    customer: str | None = Field(None, max_length=160)
    year: int | None = Field(None, ge=1900, le=2200)
    text: str | None = None


class ProductClaim(Row):
    """What the supplier says of its work for one of its ``products``."""

    product: Slug
    roles: list[Slug] = []
    source: str | None = Field(None, max_length=300)
    stated_on: datetime.date | None = None
    verified_on: datetime.date | None = None


class SupplierRow(Row):
    """A supplier in a file.

    ``partner_status`` is in the source's own words; ``services_complete`` says that services which
    are not listed are not offered.
    """

    slug: Slug
    name: str = Field(min_length=1, max_length=255)
    summary: str | None = Field(None, max_length=200)
    description: Paragraphs = []
    services: list[Slug] = []
    services_complete: bool = False
    products: list[Slug] = []
    product_claims: list[ProductClaim] = []
    confirmed_on: datetime.date | None = None
    website_url: WebAddress | None = Field(None, max_length=200)
    organisation_type: OrganisationType | None = None
    size: Size | None = None
    regions_served: list[str] | None = None
    partner_status: str | None = Field(None, max_length=200)
    partner_status_since: datetime.date | None = None
    partner_agreement_signed: datetime.date | None = None
    floss_agreement: bool | None = None
    expertise: list[str] = []
    contact_role: str | None = Field(None, max_length=120)
    contact_email: str | None = Field(None, max_length=254)
    case_summaries: list[CaseSummary] = []
    demo: bool = False
    sources: list[str] = []


class SupplierKind(PageKind[SupplierRow]):
    """Suppliers; expertise that the vocabulary does not have yet is added to it."""

    name = "suppliers"
    label = _("Suppliers")
    row_model = SupplierRow
    page_type = "supplier"
    unordered_fields = frozenset({"services", "regions_served", "expertise"})

    def complete(self, row: SupplierRow, *, context: TransferContext) -> SupplierRow:
        """Name each thing once, and a region by its short name however the file writes it."""
        row = super().complete(row, context=context)
        given = row.model_fields_set
        if "regions_served" in given:
            row.regions_served = _short_names(row.regions_served or [], context) or None
        if "services" in given:
            row.services = list(dict.fromkeys(row.services))
        if "expertise" in given:
            row.expertise = list(dict.fromkeys(row.expertise))
        return row

    def fill(self, page: Any, row: SupplierRow, *, context: TransferContext) -> None:
        page.title = row.name
        page.summary = row.summary or ""
        page.description = paragraphs_to_html(row.description)
        page.services = terms(
            vocabulary="service", slugs=row.services, field="services", locale=context.locale
        )
        page.services_complete = row.services_complete
        page.expertise = [
            term_titled(vocabulary="expertise", title=title, locale=context.locale)
            for title in row.expertise
        ]
        page.regions = [
            region(name=name, field="regions_served") for name in row.regions_served or []
        ]
        page.products = relation_rows(
            _row_model("products"), page_type="product", slugs=row.products
        )
        claims = {claim.product: claim for claim in row.product_claims}
        for slug, item in zip(row.products, page.products.all(), strict=True):
            if (claim := claims.get(slug)) is not None:
                item.roles, item.source = claim.roles, claim.source or ""
                item.stated_on, item.verified_on = claim.stated_on, claim.verified_on
        page.confirmed_on = row.confirmed_on
        case_model = _row_model("cases")
        page.cases = [
            case_model(
                title=case.title,
                customer=case.customer or "",
                year=case.year,
                text=case.text or "",
                sort_order=number,
            )
            for number, case in enumerate(row.case_summaries)
        ]
        page.website_url = row.website_url or ""
        page.organisation_type = row.organisation_type or ""
        page.size = row.size or ""
        page.partner_status, page.partner_status_text = _status(row.partner_status or "")
        page.partner_status_since = row.partner_status_since
        page.partner_agreement_signed = row.partner_agreement_signed
        page.floss_agreement = row.floss_agreement
        page.contact_role = row.contact_role or ""
        page.contact_email = row.contact_email or ""
        page.demo = row.demo
        page.sources = row.sources

    def with_rows(self, pages: Any) -> Any:
        return pages.prefetch_related(
            "services", "expertise", "regions", "cases", "products__target"
        )

    def page_row(self, page: Any, *, context: TransferContext) -> SupplierRow:
        words = PARTNER_WORDS.get(page.partner_status, "")
        return SupplierRow(
            slug=page.slug,
            name=page.title,
            summary=page.summary or None,
            description=html_to_paragraphs(page.description),
            services=[term.slug for term in page.services.all()],
            services_complete=page.services_complete,
            products=[relation_slug(item) for item in page.products.all()],
            product_claims=[
                ProductClaim(
                    product=relation_slug(item),
                    roles=item.roles,
                    source=item.source or None,
                    stated_on=item.stated_on,
                    verified_on=item.verified_on,
                )
                for item in page.products.all()
                if item.roles or item.source or item.stated_on or item.verified_on
            ],
            confirmed_on=page.confirmed_on,
            website_url=page.website_url or None,
            organisation_type=OrganisationType(page.organisation_type)
            if page.organisation_type
            else None,
            size=Size(page.size) if page.size else None,
            regions_served=[item.name for item in page.regions.all()] or None,
            partner_status=page.partner_status_text or words or None,
            partner_status_since=page.partner_status_since,
            partner_agreement_signed=page.partner_agreement_signed,
            floss_agreement=page.floss_agreement,
            expertise=[term.title for term in page.expertise.all()],
            contact_role=page.contact_role or None,
            contact_email=page.contact_email or None,
            case_summaries=[
                CaseSummary(
                    title=case.title,
                    customer=case.customer or None,
                    year=case.year,
                    text=case.text or None,
                )
                for case in page.cases.all()
            ],
            demo=page.demo,
            sources=page.sources,
        )


def _status(words: str) -> tuple[str, str]:
    """The partner status that words name, and the words where the status doesn't repeat them."""
    status = status_of_words(words)
    return status, "" if status and words == PARTNER_WORDS[PartnerStatus(status)] else words


def _short_names(names: list[str], context: TransferContext) -> list[str]:
    """Regions by their short names; one that is not known stays, and is refused when stored."""
    found = [(context.regions.get(name.casefold()), name) for name in names]
    return list(dict.fromkeys(item.name if item else name for item, name in found))


def _row_model(relation: str) -> Any:
    """Model of the supplier page's rows of this name."""
    return get_page_model("supplier")._meta.get_field(relation).related_model


KINDS = (SupplierKind(),)
