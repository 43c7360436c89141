"""Which entry a product becomes, and which facets it adds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from os2site.search.catalogue import (
    CATEGORY,
    DATE,
    SERVICE,
    TECHNOLOGY,
    choice_labels,
    choice_order,
)
from os2site.search.subpage_entries import subpage_entry
from os2site.search.types import EntryDraft, Facet, LabelLookup, SearchType
from os2site.services.languages import alphabetical
from os2site.services.relations import linked_pages
from os2site.services.visibility import lasts
from os2site_products.enums import Kind, Level, Lifecycle
from os2site_products.services import addresses, product_page, users

if TYPE_CHECKING:
    from django.db.models import TextChoices

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


def _labels(choices: type[TextChoices], *, missing: Any) -> LabelLookup:
    """Labels of a closed set, with ``missing`` for those of which nobody has stated it."""
    inner = choice_labels(choices)

    def lookup(values: Sequence[str], language: str) -> Mapping[str, str]:
        return {**inner(values, language), NOT_STATED: str(missing)}

    return lookup


def _order(choices: type[TextChoices], *, highest_first: bool = False) -> Callable[[str], int]:
    positions = choice_order(choices)
    sign = -1 if highest_first else 1
    return lambda value: sign * positions[value] if value in positions else len(positions)


LIFECYCLE = Facet(
    "lifecycle", _("Maturity"), _labels(Lifecycle, missing=_("Not stated")), _order(Lifecycle)
)
LEVEL = Facet(
    "level",
    _("Governance level"),
    _labels(Level, missing=_("Not assessed")),
    _order(Level, highest_first=True),
)
KIND = Facet("kind", _("Kind"), choice_labels(Kind), _order(Kind))


def project(page: Any) -> list[EntryDraft]:
    """The entry of a product page."""
    categories = product_page.ordered_categories(page)
    technologies = list(page.technologies.all())
    tags = sorted(tag.name for tag in page.tags.all())
    named = users.named(product=page, lasting=True)
    organisations = [user.organisation for user in named]
    claims = list(page.user_claims.all())
    groups = [row.group for row in page.groups.select_related("group")]
    linked = linked_pages(pages=[page], kind="supplier").get(page.pk, [])
    suppliers = [link for link in linked if lasts(page=link.page)]
    current = [link for link in suppliers if link.facts.get("active") is not False]
    current.sort(key=lambda link: alphabetical(link.page.title))
    roles = [role for link in current for role in link.facts.get("roles", [])]
    with translation.override(page.locale.language_code):
        group_names = [f"{group.get_type_display()} {group.note}" for group in groups]
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
                    *(link.page.title for link in suppliers),
                    *(organisation.name for organisation in organisations),
                    *group_names,
                    *(claim.claim for claim in claims),
                    page.lifecycle_note,
                    page.basis_text,
                    page.prices_note,
                    page.price_exemptions,
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
                "service": list(dict.fromkeys(roles)),
            },
            date=page.last_published_at,
            boost=LIFECYCLE_BOOST.get(page.lifecycle, 0.9),
            card={
                "mark": categories[0].slug if categories else "",
                "categories": [term.title for term in categories],
                "category_slugs": [term.slug for term in categories],
                "kind": page.kind,
                "lifecycle": page.lifecycle,
                "level": page.governance_level,
                "reach": asdict(reach),
                "suppliers": [link.page.title for link in current],
            },
            attachments=list(product_page.documents_of(page=page, groups=groups)),
            references=[
                *categories,
                *technologies,
                # Who says it itself has a page, whose change projects this one.
                *(user.organisation for user in named if user.own_page is None),
                *groups,
                *(link.page for link in linked),
            ],
        )
    ]


def project_index(page: Any) -> list[EntryDraft]:
    """What stands below the list of products: the comparison, and who uses what."""
    with translation.override(page.locale.language_code):
        return [
            subpage_entry(page=page, subpage=subpage)
            for subpage in (addresses.compare_subpage(), addresses.adoption_subpage())
        ]


SEARCH_TYPES = (
    SearchType(
        name="product",
        label=_("Product"),
        label_plural=_("Products"),
        page_type="product",
        project=project,
        facets=(CATEGORY, LIFECYCLE, LEVEL, KIND, SERVICE, TECHNOLOGY, DATE),
        hit_template="os2site_products/hit.html",
        sought=True,
    ),
    SearchType(
        name="page",
        label=_("Page"),
        label_plural=_("Pages"),
        page_type="product_index",
        project=project_index,
        facets=(DATE,),
    ),
)
