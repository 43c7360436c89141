"""Who uses a product: what can be counted, and what somebody claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from os2site.models import Organisation


@dataclass(frozen=True)
class Reach:
    """The best honest statement about how many use a product.

    :param count: number, ``None`` when nothing is known.
    :param unit: of what, in the source's words; empty for named organisations.
    :param claimed: the number comes from a claim and not from named users.
    """

    count: int | None
    unit: str = ""
    claimed: bool = False


def organisations(*, product: Any) -> list[Organisation]:
    """Organisations named as users, in the editor's order."""
    return [row.organisation for row in product.users.select_related("organisation")]


def reach(*, organisations: Sequence[Organisation], claims: Sequence[Any]) -> Reach:
    """The newest counted claim, unless more organisations are named than it claims."""
    counted = [claim for claim in claims if claim.count is not None]
    newest = max(counted, key=lambda claim: (claim.as_of, claim.count), default=None)
    if newest is not None and newest.count >= len(organisations):
        return Reach(newest.count, newest.unit, claimed=True)
    if organisations:
        return Reach(len(organisations))
    return Reach(None)
