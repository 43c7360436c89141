"""What a member's page says, ready for its template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site.contrib.members.services.used import StatedBy, UsedProduct, used_products
from os2site.models import WorkingGroup

if TYPE_CHECKING:
    from django.http import HttpRequest


#: Products that the page's head names before it counts the rest.
SHOWN_TITLES = 3


@dataclass(frozen=True)
class Answer:
    """A short answer in the page's head, as ``components/answers.html`` takes it."""

    label: str
    value: str
    note: str = ""
    url: str = ""
    url_label: str = ""


@dataclass(frozen=True)
class NextStep:
    """What the visitor can do now."""

    title: str
    url: str
    label: str


@dataclass(frozen=True)
class ProductLine:
    """A product in use and who says so."""

    title: str
    url: str
    summary: str
    stated: str
    demo: bool


@dataclass(frozen=True)
class GroupLine:
    """A working group that the organisation sits in."""

    name: str
    type: str
    status: str


@dataclass(frozen=True)
class Fact:
    """A label with its value, as ``components/facts.html`` takes it."""

    label: str
    value: str
    none: bool = False


@dataclass(frozen=True)
class Source:
    """Where something comes from; ``url`` is empty for what is no web address."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class MemberProfile:
    """All that ``member_page.html`` shows beside the page's own texts."""

    answers: Sequence[Answer]
    next_step: NextStep
    facts: Sequence[Fact]
    products: Sequence[ProductLine]
    groups: Sequence[GroupLine]
    roles: Sequence[str]
    sources: Sequence[Source]


def profile(*, member: Any, request: HttpRequest | None) -> MemberProfile:
    """The profile of a member page, a draft's included. A fixed number of queries."""
    products = used_products(member=member)
    groups = _groups(member)
    return MemberProfile(
        answers=_answers(member, products=products, groups=groups),
        next_step=_next_step(member, request=request),
        facts=_facts(member),
        products=[_product_line(product, request=request) for product in products],
        groups=groups,
        roles=[sentence(role) for role in member.roles],
        sources=[
            Source(text, text if text.startswith(("https://", "http://")) else "")
            for text in member.sources
        ],
    )


def sentence(text: str) -> str:
    """``text`` with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


def relation_words(member: Any) -> str:
    """The relation to the association in visitors' words."""
    return _("Member") if member.is_member else _("Uses products")


def _groups(member: Any) -> list[GroupLine]:
    if member.organisation_id is None:
        return []
    groups = WorkingGroup.objects.filter(organisations=member.organisation_id).order_by("name")
    return [
        GroupLine(group.name, group.get_type_display(), group.get_status_display())
        for group in groups
    ]


def _answers(
    member: Any,
    *,
    products: Sequence[UsedProduct],
    groups: Sequence[GroupLine],
) -> list[Answer]:
    organisation = member.organisation
    not_stated = _("Not stated")
    kind = organisation.get_type_display() if organisation is not None else ""
    region = organisation.region if organisation is not None else None
    return [
        Answer(_("Relation to the association"), relation_words(member), _relation_note(member)),
        Answer(_("What kind?"), kind or not_stated, _size(member)),
        Answer(_("Where?"), region.full_name if region is not None else not_stated),
        Answer(
            _("Which products?"),
            ngettext("%(count)s product", "%(count)s products", len(products))
            % {"count": len(products)}
            if products
            else not_stated,
            _some([product.title for product in products]),
        ),
        Answer(
            _("Roles and groups"),
            sentence(_listed(member.roles)) or not_stated,
            ngettext("In %(count)s working group", "In %(count)s working groups", len(groups))
            % {"count": len(groups)}
            if groups
            else "",
        ),
    ]


def _listed(words: Sequence[str]) -> str:
    """Words as a phrase: "founder and board"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _some(titles: Sequence[str]) -> str:
    """The first titles, and how many there are beside them."""
    if len(titles) <= SHOWN_TITLES:
        return _listed(titles)
    rest = len(titles) - SHOWN_TITLES
    more = ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest}
    return _listed([*titles[:SHOWN_TITLES], more])


def _relation_note(member: Any) -> str:
    if member.joined is not None:
        return _("Since %(day)s") % {"day": date_format(member.joined, "DATE_FORMAT")}
    if member.is_member:
        return _("No date is stated")
    return _("Whether it is a member is not stated") if member.member is None else ""


def _size(member: Any) -> str:
    if not member.size_class:
        return ""
    return _("Size class: %(size)s") % {"size": member.get_size_class_display().lower()}


def _next_step(member: Any, *, request: HttpRequest | None) -> NextStep:
    parent = member.get_parent() if member.path else None
    index_url = (parent.get_url(request) if parent is not None else None) or "/"
    region = member.organisation.region if member.organisation is not None else None
    if region is None:
        return NextStep(_("Find others to learn from"), index_url, _("See members and users"))
    return NextStep(
        _("Find others nearby"),
        f"{index_url}?region={region.slug}",
        _("See others in %(region)s") % {"region": region.name},
    )


def _facts(member: Any) -> list[Fact]:
    not_stated = _("Not stated")
    organisation = member.organisation
    municipality = organisation.municipality if organisation is not None else None
    facts = [
        Fact(_("Basis"), sentence(member.basis) or not_stated, not member.basis),
        Fact(_("Contact"), member.contact_role or not_stated, not member.contact_role),
    ]
    if municipality is not None:
        facts.append(Fact(_("Municipality code"), municipality.code))
    return facts


def _product_line(product: UsedProduct, *, request: HttpRequest | None) -> ProductLine:
    stated = {
        StatedBy.BOTH: _("Stated here and on the product's page"),
        StatedBy.MEMBER: _("Stated here only"),
        StatedBy.PRODUCT: _("Stated on the product's page only"),
    }[product.stated_by]
    return ProductLine(product.title, product.url(request), product.summary, stated, product.demo)
