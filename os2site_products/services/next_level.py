"""What a product lacks for the level after the one it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site_products.enums import Level
from os2site_products.services import wording
from os2site_products.services.governance import CriterionRow, Report


@dataclass(frozen=True)
class NextLevel:
    """The criteria between a product and its next level.

    :param missing: of the next level itself; :param below: of lower levels, which it inherits.
    """

    level: str
    label: str
    missing: Sequence[CriterionRow]
    below: Sequence[CriterionRow]
    own_word: bool

    @property
    def total(self) -> int:
        """Number of criteria that are missing."""
        return len(self.missing) + len(self.below)

    @property
    def statement(self) -> str:
        """What is missing, in one sentence."""
        level = self.label.lower()
        if not self.total:
            text = _("All criteria for %(level)s are met. The level itself is a decision.")
            if self.own_word:
                text = _("By its own answers all criteria for %(level)s are met.")
            return text % {"level": level}
        text = ngettext(
            "%(count)s criterion is missing for %(level)s.",
            "%(count)s criteria are missing for %(level)s.",
            self.total,
        )
        if self.own_word:
            text = ngettext(
                "By its own answers %(count)s criterion is missing for %(level)s.",
                "By its own answers %(count)s criteria are missing for %(level)s.",
                self.total,
            )
        sentence = text % {"count": self.total, "level": level}
        if self.below and self.missing:
            sentence += " " + ngettext(
                "%(count)s of them belongs to a lower level.",
                "%(count)s of them belong to lower levels.",
                len(self.below),
            ) % {"count": len(self.below)}
        return sentence


def code_after(level: str) -> str:
    """The level after this one; empty after the highest, the lowest when there is none yet."""
    levels = list(Level.values)
    if level not in levels:
        return levels[0]
    position = levels.index(level) + 1
    return levels[position] if position < len(levels) else ""


def next_level(*, report: Report | None, level: str) -> NextLevel | None:
    """The step up from ``level`` by what the report says; ``None`` at the top or without a report.

    A criterion that is only a recommendation never stands in the way.
    """
    wanted = code_after(level)
    if report is None or not wanted:
        return None
    levels = list(Level.values)
    lacking = [
        row
        for row in report.rows
        if row.level
        and levels.index(row.level) <= levels.index(wanted)
        and not row.is_recommendation
        and row.is_open
    ]
    return NextLevel(
        level=wanted,
        label=wording.level(wanted),
        missing=[row for row in lacking if row.level == wanted],
        below=[row for row in lacking if row.level != wanted],
        own_word=not report.is_evaluation,
    )
