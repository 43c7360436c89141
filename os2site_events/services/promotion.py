"""Whether the association may promote a webinar, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site_events.enums import EventType

if TYPE_CHECKING:
    from os2site_events.page_mixins import EventPageMixin

#: Minutes that a promoted webinar gives to the community, joining and governance.
COMMUNITY_MINUTES = 10


@dataclass(frozen=True)
class Answers:
    """The checklist; ``None`` is unanswered."""

    co_organised: bool | None
    user_case: bool | None
    community_minutes: int | None
    getting_started: bool | None
    group_agrees: bool | None
    communications: bool | None


@dataclass(frozen=True)
class Condition:
    """A condition and whether it is met; unanswered counts as not met."""

    text: str
    met: bool


def answers_of(*, event: EventPageMixin) -> Answers:
    """The checklist as it is on the page."""
    return Answers(
        co_organised=event.promotion_co_organised,
        user_case=event.promotion_user_case,
        community_minutes=event.promotion_community_minutes,
        getting_started=event.promotion_getting_started,
        group_agrees=event.promotion_group_agrees,
        communications=event.promotion_communications,
    )


def conditions(*, answers: Answers) -> list[Condition]:
    """All conditions, in the order of the checklist."""
    return [
        Condition(_("The community is co-organiser."), bool(answers.co_organised)),
        Condition(_("A user organisation presents its own experience."), bool(answers.user_case)),
        Condition(
            _("At least %(n)s minutes are about the community, joining and governance.")
            % {"n": COMMUNITY_MINUTES},
            (answers.community_minutes or 0) >= COMMUNITY_MINUTES,
        ),
        Condition(_("It tells how to get started."), bool(answers.getting_started)),
        Condition(_("It is agreed with the coordination group."), bool(answers.group_agrees)),
        Condition(_("The communications staff is involved."), bool(answers.communications)),
    ]


def is_eligible(*, answers: Answers) -> bool:
    """Whether all conditions are met."""
    return all(condition.met for condition in conditions(answers=answers))


def is_asked(*, event: EventPageMixin) -> bool:
    """Whether the rule concerns the event: a webinar, or one whose checklist somebody has begun."""
    return event.event_type == EventType.WEBINAR or event.has_checklist


def list_text(event: EventPageMixin) -> str:
    """What the editors' list says, empty for an event that the rule does not concern."""
    if not is_asked(event=event):
        return ""
    missing = sum(not item.met for item in conditions(answers=answers_of(event=event)))
    if not missing:
        return _("May be promoted")
    return ngettext(
        "Not yet: %(n)s condition is missing", "Not yet: %(n)s conditions are missing", missing
    ) % {"n": missing}


def editor_report(*, event: EventPageMixin) -> dict[str, Any] | None:
    """Context of the editor's panel; ``None`` for an event that the rule does not concern."""
    if not is_asked(event=event):
        return None
    answers = answers_of(event=event)
    return {
        "missing": [item.text for item in conditions(answers=answers) if not item.met],
        "eligible": is_eligible(answers=answers),
    }
