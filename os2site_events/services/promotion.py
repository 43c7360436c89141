"""Whether the association may promote a webinar, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from os2site_events.models import EventPageMixin

#: Minutes that a promoted webinar gives to the community, joining and governance.
COMMUNITY_MINUTES = 10


@dataclass(frozen=True)
class Condition:
    """A condition and whether it is met; unanswered counts as not met."""

    text: str
    met: bool


def conditions(*, event: EventPageMixin) -> list[Condition]:
    """All conditions, in the order of the checklist."""
    return [
        Condition(_("The community is co-organiser."), bool(event.promotion_co_organised)),
        Condition(
            _("A user organisation presents its own experience."), bool(event.promotion_user_case)
        ),
        Condition(
            _("At least %(n)s minutes are about the community, joining and governance.")
            % {"n": COMMUNITY_MINUTES},
            (event.promotion_community_minutes or 0) >= COMMUNITY_MINUTES,
        ),
        Condition(_("It tells how to get started."), bool(event.promotion_getting_started)),
        Condition(
            _("It is agreed with the coordination group."), bool(event.promotion_group_agrees)
        ),
        Condition(_("The communications staff is involved."), bool(event.promotion_communications)),
    ]


def is_eligible(*, event: EventPageMixin) -> bool:
    """Whether all conditions are met."""
    return all(condition.met for condition in conditions(event=event))


def editor_report(*, event: EventPageMixin) -> dict[str, Any] | None:
    """Context of the editor's panel; ``None`` while nobody has begun with the checklist."""
    if not event.has_checklist:
        return None
    return {
        "missing": [item.text for item in conditions(event=event) if not item.met],
        "eligible": is_eligible(event=event),
    }
