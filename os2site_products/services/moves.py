"""Moves of a product along its axes, kept when a page is published and shown in its history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from os2site_products.enums import Axis
from os2site_products.models import ProductMove
from os2site_products.services import wording

#: Field of the page for each axis.
FIELDS: Final[Mapping[str, str]] = {
    Axis.KIND: "kind",
    Axis.LIFECYCLE: "lifecycle",
    Axis.LEVEL: "governance_level",
}


def places(*, page: Any) -> dict[str, str]:
    """Where visitors see the product now, by axis; empty for one that they don't see yet."""
    if page.pk is None:
        return {}
    row = type(page)._default_manager.filter(pk=page.pk, live=True).values(*FIELDS.values()).first()
    return {} if row is None else {axis: row[name] for axis, name in FIELDS.items()}


def record(*, page: Any, before: Mapping[str, str]) -> list[ProductMove]:
    """A row for each axis that differs from before, once for all translations of the page."""
    if not before or not page.live:
        return []
    date = page.move_decided_on or timezone.localdate()
    moves = []
    for axis, name in FIELDS.items():
        after = getattr(page, name)
        if after == before[axis]:
            continue
        known = ProductMove.objects.filter(
            product__translation_key=page.translation_key, axis=axis, after=after, date=date
        )
        if known.exists():
            continue
        moves.append(
            ProductMove.objects.create(
                product_id=page.pk,
                axis=axis,
                before=before[axis],
                after=after,
                date=date,
                decided_by_role=page.move_decided_by,
            )
        )
    return moves


def moves_of(*, product: Any) -> list[ProductMove]:
    """Moves of the product, translations of its page included, newest first."""
    if product.pk is None:
        return []
    rows = ProductMove.objects.filter(product__translation_key=product.translation_key)
    return list(rows.order_by("-date", "-pk"))


def title(move: ProductMove) -> str:
    """What happened, in a few words."""
    words = {
        "before": move.label_of(move.before).lower(),
        "after": move.label_of(move.after).lower(),
    }
    if move.axis == Axis.KIND:
        if move.before and move.after:
            return _("From %(before)s to %(after)s") % words
        return _("Now a %(after)s") % words
    if move.axis == Axis.LEVEL:
        if not move.after:
            return _("No longer has a governance level")
        return _("Governance level: %(level)s") % {"level": wording.level(move.after).lower()}
    return _("Lifecycle: %(after)s") % words


def text(move: ProductMove) -> str:
    """Where it came from, who decided it, and the editor's note."""
    parts = []
    if move.axis != Axis.KIND and move.before:
        parts.append(_("Before: %(before)s.") % {"before": move.label_of(move.before).lower()})
    if move.decided_by_role:
        parts.append(_("Decided by: %(role)s.") % {"role": move.decided_by_role})
    if move.note:
        parts.append(move.note)
    return " ".join(parts)
