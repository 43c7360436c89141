"""What an event keeps of the others that it was made with, and of the day it was moved from."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class SeriesMixin(models.Model):
    """An event of a series, and an event that was moved.

    A series is no record of its own: its events are ordinary pages, each edited, moved and
    cancelled by itself, that have the key in common. None of the fields is part of a draft.
    """

    #: Fields that a revision does not bring back.
    KEPT_FIELDS: ClassVar[tuple[str, ...]] = ("series_key", "series_rule", "previous_starts_at")
    #: A copy is no event of the series, and was never announced for another day.
    exclude_fields_in_copy = [*KEPT_FIELDS, "calendar_sequence"]

    #: The same for all events of a series in a language.
    series_key = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    #: The rule in words, such as "the last Tuesday of each month", as it was when the series began.
    series_rule = models.CharField(max_length=160, blank=True, editable=False)
    #: The beginning that visitors knew before the event was moved to another day.
    previous_starts_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """The page as a revision has it, in the series that the page is in now."""
        page = super().with_content_json(content)  # type: ignore[misc]
        for name in self.KEPT_FIELDS:
            setattr(page, name, getattr(self, name))
        return page
