"""What a supplier says of itself: shown in a form, stored as a draft, sent to the editors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import WorkflowState

from os2site.models import Region, Term
from os2site.page_types import get_page_model
from os2site_suppliers.models import SupplierInvitation
from os2site_suppliers.services import invitations
from os2site_suppliers.services.plain_text import to_html, to_plain

#: Fields that are on the page as they are in the form.
PLAIN_FIELDS = (
    "summary",
    "organisation_type",
    "size",
    "website_url",
    "contact_role",
    "contact_email",
    "services_complete",
)


class ProfileBusyError(Exception):
    """The profile can't be changed now; the message says why."""


@dataclass(frozen=True)
class ProfileData:
    """What the form holds, in plain values."""

    fields: Mapping[str, Any]
    #: ``{"product": page id, "roles": slugs}`` for each.
    products: Sequence[Mapping[str, Any]] = field(default_factory=list)
    #: ``title``, ``customer``, ``year``, ``text`` for each.
    cases: Sequence[Mapping[str, Any]] = field(default_factory=list)


def edited(page: Any) -> Any:
    """The page with all changes that are on their way; the form starts from it."""
    return page.get_latest_revision_as_object() if page.has_unpublished_changes else page


def shown(page: Any) -> ProfileData:
    """What the form shows at first."""
    return ProfileData(
        fields={
            **{name: getattr(page, name) for name in PLAIN_FIELDS},
            "description": to_plain(page.description),
            "services": [term.slug for term in page.services.all()],
            "expertise": [term.slug for term in page.expertise.all()],
            "regions": [region.slug for region in page.regions.all()],
        },
        products=[
            {"product": row.target_id, "roles": list(row.roles)}
            for row in page.products.all()
            if row.target_id is not None
        ],
        cases=[
            {"title": row.title, "customer": row.customer, "year": row.year, "text": row.text}
            for row in page.cases.all()
        ],
    )


def submit(*, page: Any, invitation: SupplierInvitation, data: ProfileData, base: str) -> bool:
    """Store a draft revision and hand it to the editors' workflow.

    :param base: the revision that the supplier looked at. False when another came meanwhile:
        nothing is stored then.
    :raises ProfileBusyError: when the page is locked, or the link was used up.
    """
    with transaction.atomic():
        current = type(page)._default_manager.select_for_update().get(pk=page.pk)
        if str(current.latest_revision_id or "") != base:
            return False
        if current.locked:
            raise ProfileBusyError(_("The editors are working on the profile. Try again later."))
        if not invitations.use(invitation):
            raise ProfileBusyError(_("The link has been used up. Ask for a new one."))
        draft = edited(current)
        with override(draft.locale.language_code):
            fill(draft, data)
        # Nobody is logged in, so the revision has no author; the log says whose link it was.
        draft.save_revision(changed=True, log_action=True)
        _hand_to_editors(type(page)._default_manager.get(pk=page.pk))
        invitations.acknowledge(invitation, page=page)
    return True


def fill(page: Any, data: ProfileData) -> None:
    """Write what the form says on the page."""
    for name in PLAIN_FIELDS:
        setattr(page, name, data.fields[name])
    if data.fields["description"] != to_plain(page.description):
        # Only a changed text is made anew: bold and links of the old one would be lost.
        page.description = to_html(data.fields["description"])
    for name, vocabulary in (("services", "service"), ("expertise", "expertise")):
        chosen = Term.source_terms(Term.objects.filter(vocabulary=vocabulary))
        setattr(page, name, list(chosen.filter(slug__in=data.fields[name])))
    page.regions = list(Region.objects.filter(slug__in=data.fields["regions"]))
    page.products = _claims(page, data.products)
    page.cases = _cases(page, data.cases)
    page.confirmed_on = timezone.localdate()


def _claims(page: Any, given: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Rows of products. What the supplier says anew is its own word until somebody verifies it."""
    rows = {row.target_id: row for row in page.products.all() if row.target_id is not None}
    # What waits for a page that is not there yet was not in the form.
    found = [row for row in page.products.all() if row.target_id is None]
    model: Any = get_page_model("supplier")._meta.get_field("products").related_model
    for item in given:
        row = rows.get(item["product"])
        if row is None or sorted(row.roles) != sorted(item["roles"]):
            row = row or model(target_id=item["product"])
            row.roles = list(item["roles"])
            row.source = _("The supplier itself")
            row.stated_on = timezone.localdate()
            row.verified_on = None
        found.append(row)
    for number, row in enumerate(found):
        row.sort_order = number
    return found


def _cases(page: Any, given: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Rows of references; one whose title stays is the same row."""
    rows = {row.title: row for row in page.cases.all()}
    model: Any = get_page_model("supplier")._meta.get_field("cases").related_model
    found = []
    for number, item in enumerate(given):
        row = rows.pop(item["title"], None) or model(title=item["title"])
        row.customer, row.year, row.text = item["customer"], item["year"], item["text"]
        row.sort_order = number
        found.append(row)
    return found


def _hand_to_editors(page: Any) -> None:
    """Start the page's workflow, or go on with one that waited for changes."""
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=None)
    elif state is None and (workflow := page.get_workflow()) is not None:
        workflow.start(page, None)
