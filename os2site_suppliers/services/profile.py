"""What a supplier's page says, ready for its template."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site.models import Region
from os2site.services.vocabularies import in_language, terms
from os2site_suppliers.enums import PartnerStatus
from os2site_suppliers.services import enquiries, wording
from os2site_suppliers.services.delivered import Delivered, StatedBy, delivered

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


#: Where a path may break: after a slash that stands alone, so not inside "https://".
_AFTER_SLASH = re.compile(r"(?<=[^/]/)(?=[^/])")


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
class ServiceLine:
    """A service of the vocabulary; ``word`` says whether the supplier offers it."""

    title: str
    offered: bool
    word: str


@dataclass(frozen=True)
class Source:
    """Where something comes from; ``url`` is empty for what is no web address."""

    text: str | SafeString
    url: str = ""


@dataclass(frozen=True)
class ProductLine:
    """A product with the supplier's role; an empty ``state`` was never stated."""

    title: str
    url: str
    roles: str
    state: str
    shape: str
    note: str
    source: Source
    demo: bool


@dataclass(frozen=True)
class Notice:
    """Something a visitor should know before reading on."""

    tone: str
    title: str
    text: str


@dataclass(frozen=True)
class Fact:
    """A label with its value; safe HTML where the value is a link."""

    label: str
    value: str | SafeString


@dataclass(frozen=True)
class SupplierProfile:
    """All that ``supplier_page.html`` shows beside the page's own texts."""

    answers: Sequence[Answer]
    next_step: NextStep
    notice: Notice | None
    services: Sequence[ServiceLine]
    services_complete: bool
    products: Sequence[ProductLine]
    expertise: Sequence[str]
    contact: Sequence[Fact]
    sources: Sequence[Source]


def profile(
    *, supplier: Any, request: HttpRequest | None, language: str, association_email: str = ""
) -> SupplierProfile:
    """The profile of a supplier page, a draft's included. A fixed number of queries.

    :param association_email: where to ask when the supplier gives no contact.
    """
    vocabulary = terms(vocabulary="service", language=language)
    titles = {term.slug: term.title for term in vocabulary}
    offered = {term.slug for term in supplier.services.all()}
    products = delivered(supplier=supplier)
    step = _next_step(
        supplier,
        request=request,
        offered=[term.slug for term in vocabulary if term.slug in offered],
        association_email=association_email,
    )
    return SupplierProfile(
        answers=_answers(
            supplier,
            services=[title for slug, title in titles.items() if slug in offered],
            product_count=sum(item.active is not False for item in products),
        ),
        next_step=step,
        notice=_notice(supplier),
        services=[
            ServiceLine(term.title, term.slug in offered, _offer_word(supplier, term.slug, offered))
            for term in vocabulary
        ],
        services_complete=supplier.lists_all_services,
        products=[_product_line(item, titles=titles, request=request) for item in products],
        expertise=[
            term.title
            for term in in_language(terms=supplier.expertise.all(), locale_id=supplier.locale_id)
        ],
        contact=_contact(supplier),
        sources=[source_of(text) for text in supplier.sources],
    )


def source_of(text: str) -> Source:
    """A source with its address when it is one; a long path may break after each slash."""
    pieces = _AFTER_SLASH.split(text)
    shown = format_html_join(mark_safe("<wbr>"), "{}", ((piece,) for piece in pieces))
    return Source(shown, text if text.startswith(("https://", "http://")) else "")


def _offer_word(supplier: Any, slug: str, offered: set[str]) -> str:
    if slug in offered:
        return _("offered")
    return _("not offered") if supplier.lists_all_services else _("not stated")


def _answers(supplier: Any, *, services: Sequence[str], product_count: int) -> list[Answer]:
    not_stated = _("Not stated")
    regions = [region.name for region in supplier.regions.all()]
    everywhere = bool(regions) and len(regions) == Region.objects.count()
    partner = wording.partner(status=supplier.partner_status, text=supplier.partner_status_text)
    cases = len(supplier.cases.all())
    return [
        Answer(
            _("What do they deliver?"),
            wording.sentence(wording.listed([title.lower() for title in services])) or not_stated,
            _product_count(product_count),
        ),
        Answer(
            _("Where?"),
            wording.areas(names=regions, everywhere=everywhere) or not_stated,
            str(supplier.get_size_display()),
        ),
        Answer(_("Are they a partner?"), partner or not_stated, _partner_note(supplier)),
        _open_terms(supplier.floss_agreement),
        Answer(
            _("Experience"),
            ngettext("%(count)s reference", "%(count)s references", cases) % {"count": cases}
            if cases
            else not_stated,
            "" if cases else _("No references have been entered"),
            "#referencer" if cases else "",
            _("See the references") if cases else "",
        ),
    ]


def _product_count(count: int) -> str:
    if not count:
        return _("No products are stated")
    return ngettext(
        "For %(count)s product in the community", "For %(count)s products in the community", count
    ) % {"count": count}


def _partner_note(supplier: Any) -> str:
    signed, since = supplier.partner_agreement_signed, supplier.partner_status_since
    if since is not None and (signed is None or supplier.partner_status != PartnerStatus.ACTIVE):
        return _("Since %(day)s") % {"day": date_format(since, "DATE_FORMAT")}
    if signed is not None:
        text = (
            _("The agreement was signed on %(day)s")
            if supplier.has_left
            else _("The agreement is signed on %(day)s")
        )
        return text % {"day": date_format(signed, "DATE_FORMAT")}
    if supplier.partner_status_text and not supplier.partner_status:
        return _("In the source's words")
    return _("No date is stated") if supplier.partner_status else ""


def _open_terms(agreed: bool | None) -> Answer:
    label = _("Open terms?")
    if agreed is None:
        return Answer(label, _("Not stated"), _("Ask before you make an agreement"))
    if agreed:
        return Answer(label, _("Yes"), _("Code is delivered under an open licence"))
    return Answer(label, _("No"), _("There is no agreement on open licences"))


def _notice(supplier: Any) -> Notice | None:
    if supplier.partner_status == PartnerStatus.LEFT:
        return Notice(
            "warn",
            _("The supplier has left"),
            _("It is no longer a partner. The page stays, so that its history can be read."),
        )
    if supplier.partner_status == PartnerStatus.APPLYING:
        return Notice(
            "note",
            _("The supplier is applying"),
            _("It has asked to become a partner. The agreement is not signed yet."),
        )
    return None


def _next_step(
    supplier: Any,
    *,
    request: HttpRequest | None,
    offered: Sequence[str],
    association_email: str,
) -> NextStep:
    parent = supplier.get_parent() if supplier.path else None
    index_url = (parent.get_url(request) if parent is not None else None) or "/"
    if supplier.has_left:
        chosen = [("service", slug) for slug in offered]
        address = urlencode([*chosen, ("partner", PartnerStatus.ACTIVE.value)])
        return NextStep(
            _("Find an active supplier"), f"{index_url}?{address}", _("See active suppliers")
        )
    if form_url := enquiries.form_url(supplier=supplier, request=request):
        return NextStep(_("Ask about price and start"), form_url, _("Write to the supplier"))
    if supplier.contact_email:
        return NextStep(
            _("Ask about price and start"),
            mail_address(supplier.contact_email),
            _("Write to the supplier"),
        )
    if supplier.website_url:
        return NextStep(
            _("Ask about price and start"), supplier.website_url, _("Go to their website")
        )
    if association_email:
        return NextStep(
            _("No contact is stated"), mail_address(association_email), _("Ask the association")
        )
    return NextStep(_("No contact is stated"), index_url, _("See all suppliers"))


def mail_address(email: str) -> str:
    """The address of a link that writes a mail."""
    return f"mailto:{quote(email, safe='@+')}"


def _product_line(
    item: Delivered, *, titles: dict[str, str], request: HttpRequest | None
) -> ProductLine:
    roles = [titles.get(role, role) for role in item.roles]
    state, shape = {
        True: (_("Active"), "full"),
        False: (_("Ended"), "square"),
        None: ("", ""),
    }[item.active]
    return ProductLine(
        title=item.title,
        url=item.url(request),
        roles=wording.sentence(", ".join(roles).lower()),
        state=state,
        shape=shape,
        note=item.note,
        source=_product_source(item),
        demo=bool(getattr(item.page, "demo", False)),
    )


def _product_source(item: Delivered) -> Source:
    if item.stated_by is StatedBy.SUPPLIER and item.stated_on is not None:
        found = source_of(item.source or _("The supplier itself"))
        said = date_format(item.stated_on, "DATE_FORMAT")
        checked = (
            _("confirmed %(day)s") % {"day": date_format(item.verified_on, "DATE_FORMAT")}
            if item.verified_on is not None
            else _("not confirmed")
        )
        return Source(format_html("{}, {} ({})", found.text, said, checked), found.url)
    if item.source:
        return source_of(item.source)
    if item.stated_by is StatedBy.SUPPLIER:
        return Source(_("Stated on the supplier's page only"))
    return Source(_("Stated on the product's page"))


def _contact(supplier: Any) -> list[Fact]:
    found = []
    if supplier.contact_role:
        found.append(Fact(_("Role"), supplier.contact_role))
    if supplier.contact_email:
        link = format_html(
            '<a href="{}">{}</a>',
            mail_address(supplier.contact_email),
            supplier.contact_email.replace("@", "@\N{ZERO WIDTH SPACE}"),
        )
        found.append(Fact(_("Mail"), link))
    if supplier.website_url:
        host = urlsplit(supplier.website_url).hostname or supplier.website_url
        link = format_html('<a href="{}">{}</a>', supplier.website_url, host.removeprefix("www."))
        found.append(Fact(_("Website"), link))
    return found
