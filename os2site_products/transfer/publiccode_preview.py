"""What a publiccode.yml would change on a product, field by field, and the change itself.

Nothing is published and nothing is overwritten unseen: the chosen fields become a draft revision,
which goes the way of every draft. What the file says of persons is not read at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from os2site.page_types import get_page_model
from os2site.transfer import lookups, reasons, texts
from os2site.transfer.contract import TransferContext, TransferError
from os2site.transfer.pages import as_edited, index_page
from os2site_products.services.publiccode import missing
from os2site_products.transfer import publiccode
from os2site_products.transfer.product_rows import ProductRow
from os2site_products.transfer.products import ProductKind
from os2site_products.transfer.publiccode_rules import PubliccodeFile, Section

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Field of a row → field of the page, where their names differ.
_PAGE_FIELDS: Final[Mapping[str, str]] = {"name": "title", "status": "lifecycle"}
#: Names of fields that the page has no single field for.
_LABELS: Final[Mapping[str, Any]] = {
    "slug": gettext_lazy("Address"),
    "categories": gettext_lazy("Needs"),
    "users": gettext_lazy("Named users"),
}
#: Fields without which there is no product; a new one gets them whatever is chosen.
_ALWAYS: Final = frozenset({"slug", "name", "kind"})
#: Keys of the standard that tell of persons, and where in the file they stand.
_PERSONS: Final = (
    ("maintenance", "contacts"),
    ("legal", "mainCopyrightOwner"),
    ("legal", "repoOwner"),
)


@dataclass(frozen=True)
class FieldChange:
    """One field as it is now and as the file has it, each as lines of text.

    :param is_filled: whether something would be overwritten; what would not is chosen beforehand.
    """

    name: str
    label: str
    now: Sequence[str]
    new: Sequence[str]
    is_filled: bool
    is_fixed: bool = False


@dataclass(frozen=True)
class Preview:
    """What a file would do. ``product`` is ``None`` when it makes a new one."""

    product: Any | None
    row: ProductRow
    changes: Sequence[FieldChange]
    #: Keys that are not read because they tell of persons, and those that we have no place for.
    persons: Sequence[str]
    left_out: Sequence[str]
    #: Keys that the standard asks for and the file lacks.
    missing: Sequence[str]

    @property
    def base(self) -> str:
        """Which state of the product was looked at; empty for a new one."""
        return str(self.product.latest_revision_id or "") if self.product is not None else ""


def preview(data: bytes, *, product: Any | None = None) -> Preview:
    """Look at a file. Nothing is written.

    :param product: the page that it is for; without, the file's repository or name tells.
    :raises TransferError: with the line and the reason of each fault.
    """
    file = publiccode.opened(data)
    context = TransferContext.current()
    stored = (
        publiccode.stored_product(file.given, context=context)
        if product is None
        else as_edited(product)
    )
    record = publiccode.record_of(file.given, stored=stored, context=context)
    try:
        row = ProductRow.model_validate(record)
    except ValidationError as error:
        faults = [f"{name}: {reason}" for name, reason in reasons.from_pydantic(error)]
        raise TransferError("\n".join(faults)) from error
    return Preview(
        product=stored,
        row=row,
        changes=_changes(row, stored=stored, context=context),
        persons=[
            f"{section}.{key}"
            for section, key in _PERSONS
            if isinstance(file.content.get(section), Mapping) and file.content[section].get(key)
        ],
        left_out=_left_out(file.content, PubliccodeFile),
        missing=missing(file.content),
    )


def _changes(row: ProductRow, *, stored: Any | None, context: TransferContext) -> list[FieldChange]:
    kind = ProductKind()
    if stored is None:
        names = [name for name in ProductRow.model_fields if name in row.model_fields_set]
        return [
            FieldChange(name, _label(name), [], lines, is_filled=False, is_fixed=name in _ALWAYS)
            for name in names
            if (lines := _shown(name, getattr(row, name)))
        ]
    known = kind.page_row(stored, context=context)
    merged = kind.merged(known, row)
    found = []
    for name in kind.differences(known, merged):
        now, new = (_shown(name, getattr(side, name)) for side in (known, merged))
        found.append(FieldChange(name, _label(name), now, new, is_filled=bool(now)))
    return found


def store(found: Preview, *, chosen: Set[str], user: User) -> Any:
    """Make the chosen fields a draft revision of the product, or a new product that is a draft.

    :raises PermissionDenied: when the user may not edit the page, or add one.
    :raises TransferError: when a value can't be stored.
    """
    context = TransferContext.current()
    offered = {change.name for change in found.changes}
    fields = {name for name in offered if name in chosen} | (_ALWAYS & offered)
    try:
        with transaction.atomic():
            if found.product is None:
                return _new_product(found.row, fields=fields, user=user, context=context)
            return _changed(found.product, found.row, fields=fields & chosen, user=user)
    except DjangoValidationError as error:
        faults = [
            f"{_label(name)}: {reason}" if name else reason
            for name, reason in reasons.from_django(error)
        ]
        raise TransferError("\n".join(faults)) from error


def may_store(product: Any | None, *, user: User) -> bool:
    """Whether the user may edit the product, or add one."""
    if product is None:
        parent = index_page("product", context=TransferContext.current())
        return bool(parent.permissions_for_user(user).can_add_subpage())
    permissions = product.permissions_for_user(user)
    return bool(permissions.can_edit() and not permissions.page_locked())


def _changed(product: Any, row: ProductRow, *, fields: Set[str], user: User) -> Any:
    if not may_store(product, user=user):
        raise PermissionDenied
    for name in fields:
        _SETTERS.get(name, _set_plain)(product, name, row)
    product.save_revision(user=user, changed=True, log_action=True)
    return product


def _new_product(row: ProductRow, *, fields: Set[str], user: User, context: TransferContext) -> Any:
    parent = index_page("product", context=context)
    if not may_store(None, user=user):
        raise PermissionDenied
    kept = ProductRow.model_validate(
        {name: value for name, value in row.model_dump().items() if name in fields}
    )
    page = get_page_model("product")(slug=kept.slug, locale=context.locale, live=False, owner=user)
    ProductKind().fill(page, kept, context=context)
    parent.add_child(instance=page)
    page.save_revision(user=user, changed=True, log_action=True)
    return page


def _set_plain(page: Any, name: str, row: ProductRow) -> None:
    value = getattr(row, name)
    if isinstance(value, Enum):
        value = value.value
    field = page._meta.get_field(_PAGE_FIELDS.get(name, name))
    setattr(page, field.name, "" if value is None and not field.null else value)


def _set_title(page: Any, name: str, row: ProductRow) -> None:
    page.title = page.draft_title = row.name


def _set_description(page: Any, name: str, row: ProductRow) -> None:
    page.description = texts.paragraphs_to_html(row.description)


def _set_users(page: Any, name: str, row: ProductRow) -> None:
    """The users in the file's order; rows of those that stay are kept."""
    rows = {item.organisation.name: item for item in page.users.all()}
    model: Any = get_page_model("product")._meta.get_field("users").related_model
    found = []
    for number, organisation in enumerate(row.users):
        item = rows.get(organisation) or model(organisation=lookups.organisation(name=organisation))
        item.sort_order = number
        found.append(item)
    page.users = found


_SETTERS: Final[Mapping[str, Callable[[Any, str, ProductRow], None]]] = {
    "name": _set_title,
    "description": _set_description,
    "users": _set_users,
}


def _label(name: str) -> str:
    if name in _LABELS:
        return str(_LABELS[name])
    fields = {field.name: field for field in get_page_model("product")._meta.get_fields()}
    field = fields.get(_PAGE_FIELDS.get(name, name))
    return str(capfirst(getattr(field, "verbose_name", name)))


def _shown(name: str, value: Any) -> list[str]:
    """A value of a row as lines; none for what is empty."""
    if value is None or value in ("", []):
        return []
    if isinstance(value, bool):
        return [_("Yes") if value else _("No")]
    if isinstance(value, list):
        return [line for item in value for line in _shown(name, item)]
    if isinstance(value, Enum):
        return [str(getattr(value, "label", value.value))]
    text = str(value)
    if name == "description" and text.startswith("<"):
        text = BeautifulSoup(text, "html.parser").get_text("\n").strip()
    return text.splitlines()


def _left_out(content: Mapping[str, Any], model: type[Section], prefix: str = "") -> list[str]:
    """Keys of the file that the model does not have, less those about persons."""
    known = {field.alias or name: field for name, field in model.model_fields.items()}
    persons = {".".join(path) for path in _PERSONS}
    found = []
    for key, value in content.items():
        name = f"{prefix}{key}"
        if name in persons:
            continue
        if key not in known:
            found.append(name)
            continue
        section = next(
            (
                item
                for item in getattr(known[key].annotation, "__args__", ())
                if isinstance(item, type) and issubclass(item, Section)
            ),
            None,
        )
        if section is not None and isinstance(value, Mapping):
            found += _left_out(value, section, prefix=f"{name}.")
    return found
