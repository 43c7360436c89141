"""Answers and lights that are written theme by theme, over weeks and by several people.

A form knows what was stored when it was shown. What another has changed since then is kept: a row
is written only where the other did not touch it, else both texts are shown to whoever saves last.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from os2site_products.enums import Theme
from os2site_products.models import Assessment, AssessmentResult, Criterion
from os2site_products.services import assessment_access, governance


class EntryClosedError(Exception):
    """The assessment can't be written by this user as it is now; the message says why."""


@dataclass(frozen=True)
class Written:
    """What is written on one criterion."""

    verdict: str = ""
    explanation: str = ""
    documentation_url: str = ""

    @classmethod
    def of(cls, result: AssessmentResult | None) -> Written:
        """What is stored; nothing where there is no result yet."""
        if result is None:
            return cls()
        text = result.explanation.replace("\r\n", "\n").strip()
        return cls(result.verdict, text, result.documentation_url.strip())

    @property
    def digest(self) -> str:
        """Tells two states of a row apart."""
        text = json.dumps([self.verdict, self.explanation, self.documentation_url])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class ThemeProgress:
    """How many criteria of a theme have been answered."""

    theme: str
    label: str
    answered: int
    total: int

    @property
    def is_done(self) -> bool:
        """Whether all are answered."""
        return self.answered == self.total


@dataclass(frozen=True)
class Saved:
    """What came of saving a form.

    :param written: codes that were changed; :param conflicts: code → what another has stored.
    """

    written: Sequence[str]
    conflicts: Mapping[str, Written]


def progress(
    *, assessment: Assessment, criteria: Mapping[str, Criterion] | None = None
) -> list[ThemeProgress]:
    """Answered and all criteria of each theme that the set has."""
    if criteria is None:
        criteria = governance.criteria_of(criteria_set=assessment.criteria_set)
    answered = governance.verdicts_of(assessment)
    found = []
    for theme in Theme:
        codes = [code for code, item in criteria.items() if item.theme == theme]
        if codes:
            count = sum(code in answered for code in codes)
            found.append(ThemeProgress(theme.value, str(theme.label), count, len(codes)))
    return found


def stored(*, assessment: Assessment) -> dict[str, AssessmentResult]:
    """Results by code as they are in the database now."""
    return {row.code: row for row in AssessmentResult.objects.filter(assessment=assessment)}


def save(
    *,
    assessment: Assessment,
    user: Any,
    given: Mapping[str, Written],
    seen: Mapping[str, str],
) -> Saved:
    """Write the rows that nobody else has touched meanwhile.

    :param given: code → what the form says; :param seen: code → digest of what it was shown with.
    :raises EntryClosedError: when the assessment has moved on, or is not the user's to write.
    """
    with transaction.atomic():
        # Writing first makes the next one wait, on every database, before anything is read.
        Assessment.objects.filter(pk=assessment.pk).update(changed_at=timezone.now())
        current = Assessment.objects.select_related("product").filter(pk=assessment.pk).first()
        if current is None or not assessment_access.may_write(user=user, assessment=current):
            raise EntryClosedError(_closed_text(current))
        order = list(governance.criteria_of(criteria_set=current.criteria_set))
        rows = stored(assessment=current)
        written: list[str] = []
        conflicts: dict[str, Written] = {}
        for code, value in given.items():
            before = Written.of(rows.get(code))
            if code not in order or value == before or value.digest == seen.get(code):
                continue
            if before.digest != seen.get(code):
                conflicts[code] = before
                continue
            row = rows.get(code) or AssessmentResult(assessment=current, code=code)
            row.sort_order = order.index(code)
            row.verdict = value.verdict
            row.explanation = value.explanation
            row.documentation_url = value.documentation_url
            row.save()
            written.append(code)
    return Saved(written, conflicts)


def _closed_text(assessment: Assessment | None) -> str:
    if assessment is None:
        return _("The report has been deleted. Nothing was saved.")
    if assessment.published:
        return _("The report has been published meanwhile. What you wrote was not saved.")
    return _(
        "The report is now at “%(state)s” and can't be filled in here. What you wrote was not "
        "saved; it is still in the form, so that you can copy it."
    ) % {"state": assessment.get_state_display()}
