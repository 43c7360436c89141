"""The section on governance: level, basis, target and the newest assessment, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from os2site_products.enums import Level
from os2site_products.services import wording
from os2site_products.services.governance import Report
from os2site_products.services.next_level import NextLevel, next_level


@dataclass(frozen=True)
class DefinitionFact:
    """A label with its value, as ``components/facts.html`` takes it."""

    label: str
    value: str
    none: bool = False


@dataclass(frozen=True)
class GovernanceSection:
    """``statement`` says the level and what is met; ``origin`` who assessed it, when, by what.

    :param url: of the whole report, empty in a preview.
    """

    statement: str
    facts: Sequence[DefinitionFact]
    report: Report | None
    origin: str
    next_level: NextLevel | None = None
    url: str = ""


def build(*, page: Any, report: Report | None, url: str = "") -> GovernanceSection:
    """The section of a product page.

    The level is the one that was decided, whatever the counts say.
    """
    return GovernanceSection(
        statement=" ".join([_level_statement(page), *_count_statements(report)]),
        facts=_facts(page),
        report=report,
        origin=origin(report) if report is not None else "",
        next_level=next_level(report=report, level=page.governance_level),
        url=url if report is not None else "",
    )


def _level_statement(page: Any) -> str:
    if not page.governance_level:
        return _("Level not assessed.")
    if page.governance_level == Level.SANDBOX:
        return _("It is in the sandbox.")
    return _("It is at %(level)s.") % {"level": wording.level(page.governance_level).lower()}


def _count_statements(report: Report | None) -> list[str]:
    if report is None or not report.total:
        return []
    numbers = {"met": report.met, "total": report.total}
    if report.is_evaluation:
        return [_("%(met)s of %(total)s criteria are met.") % numbers]
    return [_("The product itself answers yes to %(met)s of %(total)s criteria.") % numbers]


def _facts(page: Any) -> list[DefinitionFact]:
    found = []
    if page.basis_type:
        basis = page.get_basis_type_display()
        if page.basis_date:
            basis = f"{basis}, {wording.day(page.basis_date)}"
        found.append(DefinitionFact(_("Basis"), basis))
    if page.basis_text:
        found.append(DefinitionFact(_("Explanation"), page.basis_text))
    if page.governance_target:
        found.append(DefinitionFact(_("Aims at"), wording.level(page.governance_target)))
    return found


def origin(report: Report) -> str:
    assessment = report.assessment
    facts = {
        "role": assessment.assessed_by_role.lower() or _("somebody unnamed"),
        "date": wording.day(assessment.date) if assessment.date else _("on an unknown day"),
        "set": assessment.criteria_set,
    }
    if report.is_evaluation:
        return (
            _(
                "Assessed by %(role)s %(date)s by the criteria of %(set)s. "
                "The level is a decision as a whole, not a sum."
            )
            % facts
        )
    return (
        _(
            "Answered by %(role)s %(date)s by the criteria of %(set)s. "
            "A yes of the product's own is not an official assessment."
        )
        % facts
    )
