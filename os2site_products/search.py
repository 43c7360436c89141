"""Which entry a product becomes, and which facets it adds."""

from __future__ import annotations

from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from os2site.search.catalogue import CATEGORY, TECHNOLOGY, choice_labels, choice_order
from os2site.search.types import EntryDraft, Facet, SearchType
from os2site.services.relations import linked_pages
from os2site_products.enums import Kind, Level, Lifecycle
from os2site_products.services import users

#: Value of the facets for "nobody has stated it".
NOT_STATED = "ikke-oplyst"

#: How much a lifecycle state weighs beside a product in operation.
LIFECYCLE_BOOST = {
    Lifecycle.OPERATION: 1.0,
    Lifecycle.RENEWAL: 1.0,
    Lifecycle.MATURING: 0.95,
    Lifecycle.DEVELOPMENT: 0.9,
    Lifecycle.SANDBOX: 0.9,
    Lifecycle.IDEA: 0.85,
    Lifecycle.PAUSED: 0.75,
    Lifecycle.HANDED_OVER: 0.6,
    Lifecycle.ARCHIVED: 0.5,
}


def _labels(choices: Any) -> Any:
    inner = choice_labels(choices)

    def lookup(values: Any, language: str) -> dict[str, str]:
        return {**inner(values, language), NOT_STATED: str(_("Not stated"))}

    return lookup


def _order(choices: Any) -> Any:
    positions = choice_order(choices)
    return lambda value: positions.get(value, 99)


LIFECYCLE = Facet("lifecycle", _("Lifecycle"), _labels(Lifecycle), _order(Lifecycle))
LEVEL = Facet("level", _("Governance level"), _labels(Level), _order(Level))
KIND = Facet("kind", _("Kind"), choice_labels(Kind), _order(Kind))


def project(page: Any) -> list[EntryDraft]:
    """The entry of a product page."""
    categories = list(page.categories.all())
    if page.main_category_id is not None:
        categories.sort(key=lambda term: (term.pk != page.main_category_id, term.order))
    technologies = list(page.technologies.all())
    tags = sorted(tag.name for tag in page.tags.all())
    organisations = users.organisations(product=page)
    claims = list(page.user_claims.all())
    groups = [row.group for row in page.groups.select_related("group")]
    suppliers = [link.page for link in linked_pages(pages=[page], kind="supplier").get(page.pk, [])]
    reach = users.reach(organisations=organisations, claims=claims)
    return [
        EntryDraft(
            title=page.title,
            slug=page.slug,
            summary=page.tagline,
            keywords=[*tags, *(term.title for term in categories)],
            body=strip_tags(page.description.replace("<", " <")),
            extra="\n".join(
                [
                    *(term.title for term in technologies),
                    *(supplier.title for supplier in suppliers),
                    *(organisation.name for organisation in organisations),
                    *(f"{group.get_type_display()} {group.note}" for group in groups),
                    *(claim.claim for claim in claims),
                    page.lifecycle_note,
                    page.basis_text,
                    page.prices_note,
                    page.users_note,
                    page.licence,
                ]
            ),
            facets={
                "category": [term.slug for term in categories],
                "lifecycle": [page.lifecycle or NOT_STATED],
                "level": [page.governance_level or NOT_STATED],
                "kind": [page.kind],
                "technology": [term.slug for term in technologies],
            },
            date=page.last_published_at,
            boost=LIFECYCLE_BOOST.get(page.lifecycle, 0.9),
            card={
                "mark": categories[0].slug if categories else "",
                "categories": [term.title for term in categories],
                "kind": page.kind,
                "lifecycle": page.lifecycle,
                "level": page.governance_level,
                "reach": {"count": reach.count, "unit": reach.unit, "claimed": reach.claimed},
                "suppliers": [supplier.title for supplier in suppliers],
            },
            references=[*categories, *technologies, *organisations, *groups, *suppliers],
        )
    ]


SEARCH_TYPES = (
    SearchType(
        name="product",
        label=_("Product"),
        label_plural=_("Products"),
        page_type="product",
        project=project,
        facets=(CATEGORY, LIFECYCLE, LEVEL, KIND, TECHNOLOGY),
        hit_template="os2site_products/hit.html",
    ),
)
