"""A governance report at an address of its own, with the older ones below it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from os2site_products.enums import Answer, BasisType, Level, Light, Theme
from os2site_products.models import Assessment
from os2site_products.services import governance, wording
from os2site_products.services.governance import Change, CriterionRow, Report, ThemeBar
from os2site_products.services.governance_section import DefinitionFact, origin
from os2site_products.services.next_level import NextLevel, next_level

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Part of the address below the product's own.
PATH: Final = "governance"
#: Key of a report that nobody has dated.
UNDATED: Final = "udateret"
#: How good a verdict is; what is not relevant is neither better nor worse.
RANKS: Final = {
    Light.GREEN.value: 3,
    Light.YELLOW.value: 2,
    Light.RED.value: 1,
    Answer.YES.value: 3,
    Answer.NO.value: 1,
}


@dataclass(frozen=True)
class ReportLink:
    """A report of the product in the list of all of them."""

    key: str
    date: datetime.date | None
    label: str
    url: str
    is_shown: bool


@dataclass(frozen=True)
class ThemePart:
    """A theme's criteria with its bar; ``bar`` is ``None`` for criteria that the set lacks."""

    id: str
    label: str
    bar: ThemeBar | None
    rows: Sequence[CriterionRow]


@dataclass(frozen=True)
class CountRow:
    """A line of the table: met and all criteria at each level, and in all."""

    label: str
    counts: Sequence[tuple[int, int] | None]
    total: tuple[int, int]


@dataclass(frozen=True)
class ChangeGroup:
    """Criteria that moved the same way."""

    title: str
    changes: Sequence[Change]


@dataclass(frozen=True)
class Comparison:
    """What moved since the report before, in words."""

    statement: str
    groups: Sequence[ChangeGroup]
    url: str


@dataclass(frozen=True)
class ReportPage:
    """All that a report's page shows."""

    report: Report
    key: str
    title: str
    statement: str
    level: str
    level_label: str
    facts: Sequence[DefinitionFact]
    origin: str
    themes: Sequence[ThemePart]
    counts: Sequence[CountRow]
    total: CountRow
    next_level: NextLevel | None
    comparison: Comparison | None
    reports: Sequence[ReportLink]
    newest_url: str
    json_url: str
    is_newest: bool


def keys_of(assessments: Sequence[Assessment]) -> dict[str, Assessment]:
    """Key in the address → report, newest first; two of the same day are told apart by a number.

    Counted from the oldest, so that a report keeps its address when another comes.
    """
    found: dict[str, Assessment] = {}
    for assessment in reversed(assessments):
        base = assessment.date.isoformat() if assessment.date else UNDATED
        key, number = base, 1
        while key in found:
            number += 1
            key = f"{base}-{number}"
        found[key] = assessment
    return dict(reversed(found.items()))


def address(*, product_url: str, key: str = "", suffix: str = "/") -> str:
    """Address of a report, the newest without a key; empty where the product has none."""
    return f"{product_url}{PATH}{'/' if key else ''}{key}{suffix}" if product_url else ""


def build(
    *, product: Any, request: HttpRequest | None, key: str = "", draft: Assessment | None = None
) -> ReportPage | None:
    """The product's newest report, or the one with this key; ``None`` when there is none.

    :param draft: shown in place of a published one, for its editors only.
    """
    assessments = governance.assessments_of(product=product)
    keyed = keys_of(assessments)
    newest = governance.newest(assessments=assessments)
    shown = draft or (keyed.get(key) if key else newest)
    if shown is None:
        return None
    report = governance.report_of(assessment=shown, assessments=assessments)
    url = (product.get_url(request) or "") if product.live else ""
    own_key = next((name for name, item in keyed.items() if item.pk == shown.pk), "")
    total = _total(report)
    level = _level_of(product, report, is_newest=shown == newest)
    return ReportPage(
        report=report,
        key=own_key,
        title=title_of(report),
        statement=_statement(report, level),
        level=level,
        level_label=wording.level(level),
        facts=_facts(product, report),
        origin=origin(report),
        themes=_themes(report),
        counts=_counts(report),
        total=total,
        next_level=next_level(report=report, level=level),
        comparison=_comparison(report, keyed, url),
        reports=[
            ReportLink(
                name,
                item.date,
                _link_label(item),
                address(product_url=url, key="" if item == newest else name),
                item == shown,
            )
            for name, item in keyed.items()
        ],
        newest_url=address(product_url=url),
        json_url=address(product_url=url, key="" if shown == newest else own_key, suffix=".json"),
        is_newest=shown == newest,
    )


def title_of(report: Report) -> str:
    """What the report is, with its day."""
    assessment = report.assessment
    name = _("Governance report") if report.is_evaluation else _("The product's own assessment")
    return f"{name}, {wording.day(assessment.date)}" if assessment.date else name


def _link_label(assessment: Assessment) -> str:
    text = str(BasisType(assessment.type).label)
    if assessment.decided_level:
        text = f"{text}, {wording.level(assessment.decided_level).lower()}"
    return text


def _level_of(product: Any, report: Report, *, is_newest: bool) -> str:
    """The level that was decided by the report; the product's where the newest one says none."""
    level: str = report.assessment.decided_level
    return level or (product.governance_level if is_newest else "")


def _statement(report: Report, level: str) -> str:
    numbers = {"met": report.met, "total": report.total}
    if not report.is_evaluation:
        return _("The product itself answers yes to %(met)s of %(total)s criteria.") % numbers
    counted = _("%(met)s of %(total)s criteria are met.") % numbers
    decided = (
        _("The level is decided: %(level)s.") % {"level": wording.level(level).lower()}
        if report.assessment.decided_level
        else _("No level has been decided.")
    )
    return f"{decided} {counted}"


def _facts(product: Any, report: Report) -> list[DefinitionFact]:
    assessment = report.assessment
    found = [DefinitionFact(_("Basis"), str(BasisType(assessment.type).label))]
    if assessment.assessed_by_role:
        found.append(DefinitionFact(_("Assessed by"), assessment.assessed_by_role))
    date = wording.day(assessment.date) if assessment.date else wording.not_stated()
    found.append(DefinitionFact(_("Date"), date, none=assessment.date is None))
    if assessment.decided_on or assessment.decided_by_role:
        day = wording.day(assessment.decided_on) if assessment.decided_on else ""
        parts = [part for part in (assessment.decided_by_role, day) if part]
        found.append(DefinitionFact(_("Decided"), ", ".join(parts)))
    found.append(DefinitionFact(_("Criteria set"), assessment.criteria_set))
    if product.governance_target:
        found.append(DefinitionFact(_("Aims at"), wording.level(product.governance_target)))
    return found


def _themes(report: Report) -> list[ThemePart]:
    bars = {bar.label: bar for bar in report.bars}
    parts = [
        ThemePart(
            theme.value,
            str(theme.label),
            bars.get(str(theme.label)),
            [row for row in report.rows if row.theme == theme],
        )
        for theme in Theme
    ]
    strangers = [row for row in report.rows if not row.theme]
    parts.append(ThemePart("andre", _("Criteria that the set no longer has"), None, strangers))
    return [part for part in parts if part.rows]


def _counts(report: Report) -> list[CountRow]:
    return [
        CountRow(
            row.label,
            row.counts,
            (
                sum(count[0] for count in row.counts if count),
                sum(count[1] for count in row.counts if count),
            ),
        )
        for row in report.matrix
    ]


def _total(report: Report) -> CountRow:
    rows = _counts(report)
    columns = [[row.counts[n] for row in rows] for n in range(len(report.level_labels))]
    sums = [
        (sum(count[0] for count in column if count), sum(count[1] for count in column if count))
        for column in columns
    ]
    return CountRow(
        _("In all"), sums, (sum(row.total[0] for row in rows), sum(row.total[1] for row in rows))
    )


def _comparison(report: Report, keyed: dict[str, Assessment], url: str) -> Comparison | None:
    previous = report.previous
    if previous is None:
        return None
    key = next((name for name, item in keyed.items() if item.pk == previous.pk), "")
    sentences = [_moved_level(report, previous)]
    groups: list[ChangeGroup] = []
    if report.is_comparable:
        better, worse, other = _by_direction(report.changes)
        sentences.append(_moved_criteria(report, len(better), len(worse), len(other)))
        groups = [
            ChangeGroup(title, changes)
            for title, changes in (
                (_("Better"), better),
                (_("Worse"), worse),
                (_("Judged otherwise"), other),
            )
            if changes
        ]
    else:
        sentences.append(
            _(
                "The report before was made with the criteria of %(set)s, so criteria can't be "
                "compared one by one."
            )
            % {"set": previous.criteria_set}
        )
    statement = " ".join(sentence for sentence in sentences if sentence)
    return Comparison(statement, groups, address(product_url=url, key=key) if key else "")


def _by_direction(changes: Sequence[Change]) -> tuple[list[Change], list[Change], list[Change]]:
    better: list[Change] = []
    worse: list[Change] = []
    other: list[Change] = []
    for change in changes:
        before, after = RANKS.get(change.before.code), RANKS.get(change.after.code)
        if before is None or after is None or before == after:
            other.append(change)
        else:
            (better if after > before else worse).append(change)
    return better, worse, other


def _moved_criteria(report: Report, better: int, worse: int, other: int) -> str:
    date = report.previous_date
    since = wording.day(date) if date is not None else _("an unknown day")
    parts = []
    if better:
        parts.append(ngettext("%(n)s is better", "%(n)s are better", better) % {"n": better})
    if worse:
        parts.append(ngettext("%(n)s is worse", "%(n)s are worse", worse) % {"n": worse})
    if other:
        parts.append(
            ngettext("%(n)s is judged otherwise", "%(n)s are judged otherwise", other)
            % {"n": other}
        )
    if not parts:
        return _("No criterion has changed since %(date)s.") % {"date": since}
    same = report.total - better - worse - other
    parts.append(ngettext("%(n)s is as it was", "%(n)s are as they were", same) % {"n": same})
    return _("Of %(total)s criteria, since %(date)s: %(changes)s.") % {
        "total": report.total,
        "date": since,
        "changes": wording.listed(parts),
    }


def _moved_level(report: Report, previous: Assessment) -> str:
    before, after = previous.decided_level, report.assessment.decided_level
    if not before or not after:
        return ""
    words = {"before": wording.level(before).lower(), "after": wording.level(after).lower()}
    order = list(Level.values)
    if before == after:
        return _("The level is still %(after)s.") % words
    if order.index(after) > order.index(before):
        return _("The level was raised from %(before)s to %(after)s.") % words
    return _("The level was lowered from %(before)s to %(after)s.") % words
