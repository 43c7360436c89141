"""Which entry a member becomes, and which facets it adds."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from os2site.contrib.members.enums import Relation
from os2site.contrib.members.services import on_map
from os2site.contrib.members.services.access import AREA
from os2site.contrib.members.services.profile import relation_words
from os2site.contrib.members.services.used import own_products
from os2site.enums import OrganisationType
from os2site.search.catalogue import DATE, PRODUCT, REGION, choice_labels, choice_order
from os2site.search.subpage_entries import VIEW_BOOST, subpage_entry
from os2site.search.types import EntryDraft, Facet, SearchType
from os2site.services.visibility import lasts

#: How much an organisation that only uses products weighs beside a member.
USER_BOOST = 0.9

RELATION = Facet(
    "relation",
    _("Relation"),
    choice_labels(Relation),
    lambda value: choice_order(Relation).get(value, 99),
)
MEMBER_TYPE = Facet(
    "member_type",
    _("Kind of organisation"),
    choice_labels(OrganisationType),
    lambda value: choice_order(OrganisationType).get(value, 99),
)


def project(page: Any) -> list[EntryDraft]:
    """The entry of a member page."""
    organisation = page.organisation
    region = organisation.region if organisation is not None else None
    municipality = organisation.municipality if organisation is not None else None
    # Only what the page itself names: a product that names the organisation does not project it.
    named = own_products(member=page)
    products = [product for product in named if lasts(page=product.page)]
    with override(page.locale.language_code):
        words = relation_words(page)
        kind = str(organisation.get_type_display()) if organisation is not None else ""
    names = [organisation.name] if organisation is not None else []
    if municipality is not None:
        names.append(municipality.short_name)
    return [
        EntryDraft(
            title=page.title,
            slug=page.slug,
            summary=page.basis,
            keywords=[name for name in [*names, kind, words] if name],
            body="\n".join(page.roles),
            extra="\n".join(
                [
                    *(product.title for product in products),
                    region.full_name if region is not None else "",
                ]
            ),
            facets={
                "relation": [page.relation],
                "member_type": [organisation.type] if organisation is not None else [],
                "region": [region.slug] if region is not None else [],
                "product": [product.page.slug for product in products],
            },
            boost=1.0 if page.is_member else USER_BOOST,
            card={
                "meta": words.lower(),
                "relation": page.relation,
                "type": organisation.type if organisation is not None else "",
                "type_label": kind,
                "region": region.full_name if region is not None else "",
                "joined": page.joined.isoformat() if page.joined is not None else "",
                "roles": list(page.roles),
                "products": [product.title for product in products],
                "product_slugs": [product.page.slug for product in products],
            },
            references=[
                *(item for item in (organisation, region, municipality) if item is not None),
                *(product.page for product in named),
            ],
        )
    ]


def project_index(page: Any) -> list[EntryDraft]:
    """What stands below the list of members: the map, and the way into the members' area."""
    with override(page.locale.language_code):
        return [
            subpage_entry(page=page, subpage=on_map.subpage()),
            EntryDraft(
                title=gettext("Members' area"),
                slug=f"{page.slug}-{AREA}",
                summary=gettext("Documents and pages for members, for those who log in."),
                keywords=[gettext("Log in"), gettext("Login")],
                path=AREA,
                boost=VIEW_BOOST,
                card={"meta": page.title},
            ),
        ]


SEARCH_TYPES = (
    SearchType(
        name="member",
        label=_("Member or user"),
        label_plural=_("Members and users"),
        page_type="member",
        project=project,
        facets=(RELATION, MEMBER_TYPE, REGION, PRODUCT),
        hit_template="os2site_members/hit.html",
    ),
    SearchType(
        name="page",
        label=_("Page"),
        label_plural=_("Pages"),
        page_type="member_index",
        project=project_index,
        facets=(DATE,),
    ),
)
