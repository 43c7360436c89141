"""Import and export of members and users, with the organisations that they are."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from os2site.contrib.members.enums import Relation
from os2site.enums import OrganisationType, SizeClass
from os2site.models import Organisation
from os2site.page_types import get_page_model
from os2site.transfer.contract import Row, Slug, TransferContext
from os2site.transfer.lookups import municipality, region, relation_rows, relation_slug
from os2site.transfer.pages import PageKind


class MemberRow(Row):
    """A member or user in a file; ``member`` is empty when no source says either way."""

    slug: Slug = Field(max_length=120)
    name: str = Field(min_length=1, max_length=160)
    type: OrganisationType | None = None
    relation: Relation = Relation.MEMBER
    member: bool | None = None
    basis: str | None = Field(None, max_length=255)
    roles: list[str] = []
    municipality: Slug | None = None
    region: str | None = None
    joined: datetime.date | None = None
    size_class: SizeClass | None = None
    contact_role: str | None = Field(None, max_length=120)
    uses_products: list[Slug] = []
    demo: bool = False
    sources: list[str] = []


class MemberKind(PageKind[MemberRow]):
    """Members and users. The organisation is created or brought up to date with the page."""

    name = "members"
    label = gettext_lazy("Members and users")
    row_model = MemberRow
    page_type = "member"

    def complete(self, row: MemberRow, *, context: TransferContext) -> MemberRow:
        """Call a region by its full name however the file writes it."""
        row = super().complete(row, context=context)
        if row.region:
            area = context.regions.get(row.region.casefold())
            # One that is not known stays, and is refused when stored.
            row.region = area.full_name if area is not None else row.region
        return row

    def store(self, row: MemberRow, *, context: TransferContext) -> None:
        _store_organisation(row)
        super().store(row, context=context)

    def fill(self, page: Any, row: MemberRow, *, context: TransferContext) -> None:
        page.title = row.name
        page.organisation = Organisation.objects.get(name=row.name)
        page.relation = row.relation
        page.member = row.member
        page.basis = row.basis or ""
        page.roles = row.roles
        page.joined = row.joined
        page.size_class = row.size_class or ""
        page.contact_role = row.contact_role or ""
        page.uses = relation_rows(_row_model("uses"), page_type="product", slugs=row.uses_products)
        page.demo = row.demo
        page.sources = row.sources

    def with_rows(self, pages: Any) -> Any:
        return pages.select_related(
            "organisation__region", "organisation__municipality"
        ).prefetch_related("uses__target")

    def page_row(self, page: Any, *, context: TransferContext) -> MemberRow:
        organisation = page.organisation or Organisation()
        area = organisation.region
        place = organisation.municipality
        return MemberRow(
            slug=page.slug,
            name=page.title,
            type=OrganisationType(organisation.type) if organisation.type else None,
            relation=Relation(page.relation),
            member=page.member,
            basis=page.basis or None,
            roles=page.roles,
            municipality=place.slug if place is not None else None,
            region=area.full_name if area is not None else None,
            joined=page.joined,
            size_class=SizeClass(page.size_class) if page.size_class else None,
            contact_role=page.contact_role or None,
            uses_products=[relation_slug(item) for item in page.uses.all()],
            demo=page.demo,
            sources=page.sources,
        )


def _store_organisation(row: MemberRow) -> None:
    """Create the row's organisation, or give it the row's facts.

    :raises ValidationError: when the name and the slug are those of two organisations, or a
        municipality or region is not known.
    """
    named = Organisation.objects.filter(name=row.name).first()
    addressed = Organisation.objects.filter(slug=row.slug).first()
    if named is not None and addressed is not None and named != addressed:
        raise ValidationError(
            {"name": _("“%(name)s” is another organisation.") % {"name": row.name}}
        )
    organisation = named or addressed or Organisation(slug=row.slug)
    organisation.name = row.name
    organisation.type = row.type or ""
    organisation.municipality = (
        municipality(slug=row.municipality, field="municipality") if row.municipality else None
    )
    organisation.region = region(name=row.region, field="region") if row.region else None
    organisation.demo = row.demo
    organisation.full_clean()
    organisation.save()


def _row_model(relation: str) -> Any:
    """Model of the member page's rows of this name."""
    return get_page_model("member")._meta.get_field(relation).related_model


KINDS = (MemberKind(),)
