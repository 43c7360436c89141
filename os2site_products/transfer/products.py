"""Products in files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from os2site.enums import GroupStatus, GroupType
from os2site.models import Organisation, WorkingGroup
from os2site.page_types import get_page_model
from os2site.transfer import lookups, texts
from os2site.transfer.contract import TransferContext
from os2site.transfer.pages import PageKind
from os2site_products.enums import BasisType, Kind, Level, Lifecycle
from os2site_products.services import governance, product_page
from os2site_products.transfer import publiccode
from os2site_products.transfer.product_rows import (
    BasisRow,
    ClaimRow,
    EconomyFactsRow,
    GroupRow,
    PriceRow,
    ProductRow,
    SupplierRelationRow,
)

#: Texts that a file and the page call the same; "nobody has said" is ``None`` there and empty here.
SAME_NAMED: Final = (
    "tagline",
    "description_note",
    "kind_note",
    "users_note",
    "prices_note",
    "licence",
    "documentation_url",
    "website_url",
    "software_type",
    "maintenance_type",
)
#: Facts of the software that are the same on both sides, unknown included.
SAME_FACTS: Final = ("features", "platforms", "interface_languages", "can_be_translated")


class ProductKind(PageKind[ProductRow]):
    """Products. The first category is the main one, which decides the mark."""

    name = "products"
    label = gettext_lazy("Products")
    row_model = ProductRow
    page_type = "product"
    unordered_fields = frozenset({"tags", "technologies"})
    extra_readers = {".yml": publiccode.read, ".yaml": publiccode.read}

    def is_live(self, row: ProductRow) -> bool:
        return row.state != "udkast"

    def complete(self, row: ProductRow, *, context: TransferContext) -> ProductRow:
        """Let ``suppliers`` name all that ``supplier_relations`` describe, where both are given."""
        row = super().complete(row, context=context)
        if "supplier_relations" in row.model_fields_set:
            row.supplier_relations = _relations(row.supplier_relations, row.suppliers)
            row.suppliers = [relation.supplier for relation in row.supplier_relations]
        return row

    def merged(self, stored: ProductRow, given: ProductRow) -> ProductRow:
        """A file that only lists suppliers keeps what is known of those that stay."""
        row = super().merged(stored, given)
        if "supplier_relations" not in given.model_fields_set:
            staying = [item for item in row.supplier_relations if item.supplier in row.suppliers]
            row.supplier_relations = _relations(staying, row.suppliers)
        return row

    def fill(self, page: Any, row: ProductRow, *, context: TransferContext) -> None:
        page.title = row.name
        page.draft_title = row.name
        for name in SAME_NAMED:
            setattr(page, name, getattr(row, name) or "")
        for name in SAME_FACTS:
            setattr(page, name, getattr(row, name))
        page.description = texts.paragraphs_to_html(row.description)
        page.kind = row.kind.value
        page.lifecycle = row.status.value if row.status else ""
        page.lifecycle_note = row.status_note or ""
        page.repository_urls = row.repository_urls
        page.has_accession_agreement = row.economy.has_accession_agreement
        page.has_own_account = row.economy.has_own_account
        page.price_exemptions = row.economy.exemptions or ""
        page.demo = row.demo
        page.sources = row.sources
        _fill_governance(page, row)
        _fill_terms(page, row, context)
        _fill_rows(page, row)

    def with_rows(self, pages: Any) -> Any:
        groups = _row_model("groups").objects
        others = groups.filter(group=OuterRef("group")).exclude(page=OuterRef("page"))
        return pages.prefetch_related(
            "categories",
            "technologies",
            "tags",
            "user_claims",
            "prices",
            "users__organisation",
            "suppliers__target",
            "related_products__target",
            Prefetch("groups", groups.annotate(is_shared=Exists(others))),
            "groups__group__organisations",
        )

    def page_row(self, page: Any, *, context: TransferContext) -> ProductRow:
        relations = [
            SupplierRelationRow(
                supplier=lookups.relation_slug(item),
                roles=item.roles,
                note=item.note or None,
                active=item.active,
                source=item.source or None,
            )
            for item in page.suppliers.all()
        ]
        related = list(page.related_products.all())
        return ProductRow(
            slug=page.slug,
            name=page.title,
            tagline=page.tagline or None,
            description=texts.html_to_paragraphs(page.description),
            description_note=page.description_note or None,
            kind=Kind(page.kind),
            kind_note=page.kind_note or None,
            status=Lifecycle(page.lifecycle) if page.lifecycle else None,
            status_note=page.lifecycle_note or None,
            governance_level=_file_level(page.governance_level),
            governance_basis=_basis(page),
            governance_target=_file_level(page.governance_target),
            categories=[term.slug for term in product_page.ordered_categories(page)],
            tags=sorted(tag.name for tag in page.tags.all()),
            repository_urls=page.repository_urls,
            documentation_url=page.documentation_url or None,
            website_url=page.website_url or None,
            licence=page.licence or None,
            technologies=sorted(term.title for term in page.technologies.all()),
            users=[item.organisation.name for item in page.users.all()],
            users_note=page.users_note or None,
            user_claims=[
                ClaimRow(
                    count=item.count,
                    unit=item.unit,
                    as_of=item.as_of or None,
                    claim=item.claim,
                    source=item.source or None,
                )
                for item in page.user_claims.all()
            ],
            suppliers=[relation.supplier for relation in relations],
            supplier_relations=relations,
            working_groups=_group_rows(page),
            economy=EconomyFactsRow(
                has_accession_agreement=page.has_accession_agreement,
                has_own_account=page.has_own_account,
                exemptions=page.price_exemptions or None,
            ),
            related_products=[lookups.relation_slug(i) for i in related if not i.is_successor],
            successors=[lookups.relation_slug(item) for item in related if item.is_successor],
            prices=[
                PriceRow(**{name: getattr(item, name) for name in PriceRow.model_fields})
                for item in page.prices.all()
            ],
            prices_note=page.prices_note or None,
            **{name: getattr(page, name) for name in SAME_FACTS},
            software_type=page.software_type or None,
            maintenance_type=page.maintenance_type or None,
            demo=page.demo,
            sources=page.sources,
            state=None if page.live else "udkast",
        )

    def after(self, *, context: TransferContext) -> None:
        """Let assessments find the products that they waited for."""
        governance.find_waiting_products()

    def clear(self, *, context: TransferContext) -> None:
        """Delete the products, and the working groups that only they had."""
        pages = self.pages(context=context)
        group_ids = set(_row_model("groups").objects.filter(page__in=pages).values_list("group_id"))
        super().clear(context=context)
        still_used = set(_row_model("groups").objects.values_list("group_id"))
        WorkingGroup.objects.filter(pk__in=[pk for (pk,) in group_ids - still_used]).delete()

    def _comparable(self, name: str, value: Any) -> Any:
        """Only the first category's place means something."""
        if name == "categories":
            return [*value[:1], *sorted(value[1:])]
        return super()._comparable(name, value)


def _relations(
    relations: Sequence[SupplierRelationRow], slugs: Sequence[str]
) -> list[SupplierRelationRow]:
    described = {relation.supplier for relation in relations}
    return [
        *relations,
        *(
            SupplierRelationRow(supplier=slug, note=None, source=None)
            for slug in slugs
            if slug not in described
        ),
    ]


def _file_level(code: str) -> Any:
    if not code or code == Level.SANDBOX:
        return code or None
    return int(code)


def _basis(page: Any) -> BasisRow | None:
    if not page.basis_type:
        return None
    return BasisRow(
        type=BasisType(page.basis_type),
        date=page.basis_date,
        assessment=page.basis_assessment or None,
        text=page.basis_text or None,
    )


def _fill_governance(page: Any, row: ProductRow) -> None:
    page.governance_level = str(row.governance_level or "")
    page.governance_target = str(row.governance_target or "")
    basis = row.governance_basis
    page.basis_type = basis.type.value if basis else ""
    page.basis_date = basis.date if basis else None
    page.basis_text = (basis.text if basis else None) or ""
    page.basis_assessment = (basis.assessment if basis else None) or ""


def _fill_terms(page: Any, row: ProductRow, context: TransferContext) -> None:
    categories = lookups.terms(
        vocabulary="category", slugs=row.categories, field="categories", locale=context.locale
    )
    page.main_category = categories[0] if categories else None
    page.categories = categories
    page.technologies = [
        lookups.term_titled(vocabulary="technology", title=title, locale=context.locale)
        for title in row.technologies
    ]
    page.tags.set(row.tags)


def _fill_rows(page: Any, row: ProductRow) -> None:
    """Replace all rows of the page: one that the file no longer has goes."""
    page.suppliers = [
        lookups.relation_row(
            _row_model("suppliers"),
            ref=f"supplier/{item.supplier}",
            sort_order=number,
            roles=item.roles,
            note=item.note or "",
            active=item.active,
            source=item.source or "",
        )
        for number, item in enumerate(_relations(row.supplier_relations, row.suppliers))
    ]
    slugs = [(slug, False) for slug in row.related_products] + [
        (slug, True) for slug in row.successors
    ]
    page.related_products = [
        lookups.relation_row(
            _row_model("related_products"),
            ref=f"product/{slug}",
            sort_order=number,
            is_successor=is_successor,
        )
        for number, (slug, is_successor) in enumerate(slugs)
    ]
    page.users = [
        _row_model("users")(
            organisation=lookups.organisation(name=name, demo=row.demo), sort_order=number
        )
        for number, name in enumerate(row.users)
    ]
    page.user_claims = [
        _row_model("user_claims")(
            sort_order=number,
            count=item.count,
            unit=item.unit,
            as_of=item.as_of or "",
            claim=item.claim,
            source=item.source or "",
        )
        for number, item in enumerate(row.user_claims)
    ]
    page.prices = [
        _row_model("prices")(
            sort_order=number,
            **item.model_dump(exclude={"size_class"}),
            size_class=item.size_class.value,
        )
        for number, item in enumerate(row.prices)
    ]
    page.groups = [
        _row_model("groups")(group=group, sort_order=number)
        for number, group in enumerate(_groups(page, row))
    ]


def _shared_groups(page: Any, rows: Sequence[Any]) -> set[int]:
    """Groups of the page that other products have, too; a draft's rows are not loaded with it."""
    if all(hasattr(row, "is_shared") for row in rows):
        return {row.group_id for row in rows if row.is_shared}
    others = _row_model("groups").objects.filter(group__in=[row.group_id for row in rows])
    return set(others.exclude(page=page.pk).values_list("group_id", flat=True))


def _group_rows(page: Any) -> list[GroupRow]:
    rows = list(page.groups.all())
    groups = [item.group for item in rows]
    shared = _shared_groups(page, rows)
    return [
        GroupRow(
            type=GroupType(group.type),
            status=GroupStatus(group.status),
            note=group.note or None,
            slug=group.slug if group.pk in shared else None,
            mandate=group.mandate or None,
            organisations=sorted(item.slug for item in group.organisations.all()) or None,
        )
        for group in groups
    ]


def _organisations(slugs: Sequence[str]) -> list[Organisation]:
    """The organisations with these slugs.

    :raises ValidationError: when one is not there.
    """
    found = {item.slug: item for item in Organisation.objects.filter(slug__in=slugs)}
    unknown = [slug for slug in slugs if slug not in found]
    if unknown:
        raise ValidationError(
            {
                "working_groups": _("There is no organisation with the slug %(slug)s.")
                % {"slug": unknown[0]}
            }
        )
    return list(found.values())


def _groups(page: Any, row: ProductRow) -> list[WorkingGroup]:
    """The page's groups brought up to date, by type and then by note; missing ones are made.

    One with a slug is the same in each product that names it.
    """
    available = [item.group for item in page.groups.all()]
    found = []
    for number, wanted in enumerate(row.working_groups):
        note = wanted.note or ""
        alike = [group for group in available if group.type == wanted.type]
        group = next((item for item in alike if item.note == note), next(iter(alike), None))
        if wanted.slug:
            group = WorkingGroup.objects.filter(slug=wanted.slug).first()
        if group is None:
            group = WorkingGroup(
                slug=wanted.slug
                or _free_group_slug(f"{row.slug}-{wanted.type.value}", number=number),
                type=wanted.type.value,
                name=f"{row.name}: {wanted.type.label}",
                demo=row.demo,
            )
        elif group in available:
            available.remove(group)
        group.status = wanted.status.value
        group.note = note
        if wanted.mandate is not None:
            group.mandate = wanted.mandate
        group.full_clean()
        group.save()
        if wanted.organisations is not None:
            group.organisations.set(_organisations(wanted.organisations))
        found.append(group)
    return found


def _free_group_slug(base: str, *, number: int) -> str:
    slug = base[:110]
    taken = set(WorkingGroup.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    while slug in taken:
        number += 1
        slug = f"{base[:110]}-{number}"
    return slug


def _row_model(relation: str) -> Any:
    """Model of the product page's rows of this name."""
    return get_page_model("product")._meta.get_field(relation).related_model
