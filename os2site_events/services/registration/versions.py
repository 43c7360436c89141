"""An event in several languages is one event: whichever page is read, its seats are the same.

The page that was there first has them, with all that registration depends on; its translations
have words of their own. A page that repeats another one (Wagtail's alias) has no seats either.
"""

from __future__ import annotations

import copy
from typing import Any, Final

from os2site.page_types import base_page_model

#: What people go by: a change of one is told to all who are registered.
TOLD_FIELDS: Final = (
    "status",
    "starts_at",
    "ends_at",
    "location_type",
    "location_name",
    "address",
    "postal_code",
    "city",
    "online_url",
)
#: That, and what registration depends on: the original says it for all versions.
SHARED_FIELDS: Final = (
    *TOLD_FIELDS,
    "timezone",
    "takes_registrations",
    "registration_url",
    "registration_opens_at",
    "registration_deadline",
    "capacity",
    "marked_full",
    "waiting_list",
    "needs_approval",
    "max_persons",
    "automatic_offers",
    "offer_hours",
    "has_assembly",
    "assembly_votes",
    "price_amount",
    "price_currency",
    "keep_days",
    "keep_sensitive_days",
    # Calendars know the versions by one UID: they hear of a change by the same sequence.
    "calendar_sequence",
    "last_published_at",
)
#: Words that a version may lack; then those of the original hold.
WORDS: Final = ("contact_email", "consent_text", "follow_up")

_CACHE: Final = "_os2site_original"


def original(*, event: Any) -> Any:
    """The page that has the event's seats: itself, unless it is a translation or an alias.

    One query for each page object.
    """
    known = event.__dict__.get(_CACHE)
    if known is None:
        known = event if event.pk is None else _find(event)
        keep(event, known)
    return known


def keep(event: Any, first: Any) -> None:
    """Note which page has the event's seats, where that is known already."""
    event.__dict__[_CACHE] = first


def shown(*, event: Any) -> Any:
    """The event in the words of this page, with seats, times and settings of its original.

    A translation is copied for this; what is shown is never saved.
    """
    first = original(event=event)
    if first.pk == event.pk:
        return event
    version = copy.copy(event)
    for name in SHARED_FIELDS:
        setattr(version, name, getattr(first, name))
    for name in WORDS:
        setattr(version, name, getattr(event, name) or getattr(first, name))
    return version


def in_language(*, event: Any, language: str) -> Any:
    """The public version for somebody who reads this language, else the original."""
    first = original(event=event)
    if event.locale.language_code == language:
        return event
    if not language or first.locale.language_code == language:
        return first
    found = first.__dict__.setdefault("_os2site_versions", {})
    if language not in found:
        versions = _versions(first).filter(locale__language_code=language)
        version = versions.live().select_related("locale").first()
        if version is not None:
            keep(version, first)
        found[language] = first if version is None else shown(event=version)
    return found[language]


def keys(*, event: Any) -> list[int]:
    """Keys of all pages of the event: of its original, its translations and aliases of them."""
    versions = list(_versions(original(event=event)).values_list("pk", flat=True))
    aliases = type(event)._default_manager.filter(alias_of_id__in=versions)
    return sorted({*versions, *aliases.values_list("pk", flat=True)})


def paired_rows(*, event: Any, name: str) -> list[tuple[Any, Any]]:
    """The original's rows of this name with those in the reader's words.

    Rows of pages know nothing of each other: they belong together when there are as many, and else
    the original's words are the reader's.
    """
    first = original(event=event)
    rows = list(getattr(first, name).all())
    own = rows if first.pk == event.pk else list(getattr(event, name).all())
    return list(zip(rows, own if len(own) == len(rows) else rows, strict=True))


def _find(event: Any) -> Any:
    manager = type(event)._default_manager
    source = event
    if event.alias_of_id is not None:
        source = manager.filter(pk=event.alias_of_id).first() or event
    # Asked of the pages' own table only: most events are in one language.
    pages = base_page_model()._default_manager
    older = pages.filter(translation_key=source.translation_key, pk__lt=source.pk)
    key = older.order_by("pk").values_list("pk", flat=True).first()
    if key is not None:
        source = manager.filter(pk=key).select_related("locale").first() or source
    keep(source, source)
    return source


def _versions(event: Any) -> Any:
    return type(event)._default_manager.filter(translation_key=event.translation_key)
