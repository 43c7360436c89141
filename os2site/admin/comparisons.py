"""What changed between two versions of a page, in words: dates, numbers, yes and no, lists.

Wagtail shows such values as Python writes them ("None2026-11-28", "['a', 'b']").
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.utils.formats import date_format, localize
from django.utils.html import escape
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.compare import (
    FieldComparison,
    M2MFieldComparison,
    TextDiff,
    register_comparison_class,
)

from os2site.enums import Audience
from os2site.models.fields import AudiencesField, LinesField


class PlainComparison(FieldComparison):
    """One value before and after; a value that was or is not given is left out."""

    def htmldiff(self) -> str:
        """The value, or the old one and the new one, in HTML."""
        if not self.has_changed():
            return str(escape(as_text(self.val_a)))
        changes = [("deletion", as_text(self.val_a)), ("addition", as_text(self.val_b))]
        given = [(kind, text) for kind, text in changes if text]
        return str(TextDiff(given, separator=" ").to_html())


class LinesComparison(M2MFieldComparison):
    """Several texts: which came, which went and which stayed."""

    def get_items(self) -> tuple[list[str], list[str]]:
        """The texts before and after."""
        return list(self.val_a or ()), list(self.val_b or ())


class AudiencesComparison(LinesComparison):
    """Audiences by their names."""

    def get_item_display(self, item: str) -> str:
        """The audience's name."""
        return str(dict(Audience.choices).get(item, item))


def as_text(value: Any) -> str:
    """A value in the editor's language; empty for one that is not given."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.datetime):
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return date_format(value, "DATE_FORMAT")
    return str(localize(value))


for _field in (
    models.DateField,
    models.BooleanField,
    models.IntegerField,
    models.DecimalField,
    models.FloatField,
):
    register_comparison_class(_field, comparison_class=PlainComparison)
register_comparison_class(LinesField, comparison_class=LinesComparison)
register_comparison_class(AudiencesField, comparison_class=AudiencesComparison)
