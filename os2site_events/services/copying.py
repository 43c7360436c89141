"""Copies of an event for another day."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from wagtail.permission_policies.pages import PagePermissionPolicy

from os2site.models.slugs import plain_slug
from os2site_events.enums import EventStatus
from os2site_events.models import RegistrationMixin
from os2site_events.services.recurrence import moved, moved_times

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

_YEAR = re.compile(r"\b(20\d\d)\b")
#: Answers of the checklist for a webinar; what was agreed holds for one event.
PROMOTION_FIELDS = (
    "promotion_co_organised",
    "promotion_user_case",
    "promotion_community_minutes",
    "promotion_getting_started",
    "promotion_group_agrees",
    "promotion_communications",
)


def may_copy(*, page: Any, user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the user may make events from this one: edit it, and add others beside it."""
    parent = page.get_parent()
    return (
        parent is not None
        and page.permissions_for_user(user).can_edit()
        and parent.permissions_for_user(user).can_add_subpage()
    )


def may_offer(*, page: Any, user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether :func:`may_copy` is worth asking, without a query for each row of a list."""
    return bool(
        page.permissions_for_user(user).can_edit()
        and PagePermissionPolicy().user_has_permission_for_instance(user, "add", page)
    )


def may_publish(*, page: Any, user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether the user may publish what is made beside this event."""
    return bool(page.get_parent().permissions_for_user(user).can_publish_subpage())


def next_day(*, event: Any, today: datetime.date | None = None) -> datetime.date:
    """The day for which the event is proposed anew: in a later year, still to come, near the same
    date and on the same day of the week."""
    today = today or timezone.localdate()
    first = event.local_start.date()
    years = 1
    while True:
        day = _in_year(first, first.year + years)
        day += datetime.timedelta(days=(first.weekday() - day.weekday() + 3) % 7 - 3)
        if day > today:
            return day
        years += 1


def copy_for_day(
    *, page: Any, day: datetime.date, user: Any, slug: str = "", **attributes: Any
) -> Any:
    """A draft of the event as it was last edited, on another day.

    Left behind is what belongs to the event itself: that it is full, moved or cancelled, what was
    published of it, when it was to be published, and the names of persons, who agreed to one event.

    :param slug: proposed address; another is found when it is taken.
    :param attributes: further values of the copy.
    """
    # Loaded anew, because it is changed here; without a draft, Wagtail gives the object itself.
    draft = type(page)._default_manager.get(pk=page.pk).get_latest_revision_as_object()
    start, end = draft.local_start, draft.local_end
    days = (day - start.date()).days
    starts_at, ends_at = moved_times(start, end, days=days)
    items, rows = list(draft.programme.all()), list(draft.materials.all())
    for item in items:
        item.speaker_name, item.speaker_consent, item.speaker_consent_on = "", False, None
        if item.date is not None:
            item.date += datetime.timedelta(days=days)
    for row in rows:
        row.document = None
    draft.programme = items
    # A row that promises nothing stood there for its document.
    draft.materials = [
        row for row in rows if row.days_before is not None or row.days_after is not None
    ]
    # Wagtail copies what is stored; this is, though its fields are those of a draft.
    draft._state.adding = False
    parent = page.get_parent()
    return draft.copy(
        to=parent,
        user=user,
        copy_revisions=False,
        keep_live=False,
        update_attrs={
            **_registration(draft, days),
            "starts_at": starts_at,
            "ends_at": ends_at,
            "status": EventStatus.PLANNED,
            "marked_full": False,
            "minutes_status": "",
            "assembly_notice_sent_on": None,
            "go_live_at": None,
            "expire_at": None,
            "locked": False,
            "locked_at": None,
            "locked_by": None,
            "slug": _free_slug(parent, slug or draft.slug),
            **attributes,
        },
    )


def copy_as_template(*, page: Any, day: datetime.date, user: Any) -> Any:
    """A draft of a new event that begins as this one, with an unanswered checklist.

    The old year in the title becomes the new one.
    """
    draft = page.get_latest_revision_as_object()
    old, new = str(draft.local_start.year), str(day.year)

    def renamed(text: str) -> str:
        return _YEAR.sub(lambda found: new if found[1] == old else found[1], text)

    title = renamed(draft.title)
    slug = renamed(draft.slug)
    return copy_for_day(
        page=page,
        day=day,
        user=user,
        slug=slug if slug != draft.slug else f"{draft.slug}-{new}",
        title=title,
        draft_title=title,
        **dict.fromkeys(PROMOTION_FIELDS),
    )


def dated_slug(*, event: Any, day: datetime.date) -> str:
    """Address of an event of a series: the first one's with the day."""
    base: str = re.sub(r"-\d{4}-\d{2}-\d{2}(-\d+)?$", "", event.slug)
    return f"{base}-{day:%Y-%m-%d}"


def _registration(draft: Any, days: int) -> dict[str, Any]:
    """Deadlines and other dates of the registration, moved as the event is."""
    found: dict[str, Any] = {}
    for field in RegistrationMixin._meta.fields:
        value = getattr(draft, field.name, None)
        if value is None or not isinstance(field, models.DateField):
            continue
        if isinstance(field, models.DateTimeField):
            found[field.name] = moved(value.astimezone(draft.zone), days=days)
        else:
            found[field.name] = value + datetime.timedelta(days=days)
    return found


def _free_slug(parent: Any, wanted: str) -> str:
    base = slugify(plain_slug(wanted) or wanted)[:240]
    taken = set(parent.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _in_year(day: datetime.date, year: int) -> datetime.date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=28)
