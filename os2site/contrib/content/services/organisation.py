"""The sections about the organisation in the groups that a reader looks for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from os2site.contrib.content.enums import STRUCTURE_TYPES, SectionType
from os2site.contrib.content.services.section_menu import section_menu

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class Fact:
    """A fact of a section in a visitor's words."""

    label: str
    value: str


@dataclass(frozen=True)
class SectionView:
    """A section as the page shows it; ``parent`` is the section that it answers to."""

    section: Any
    facts: Sequence[Fact]
    parent: Any = None

    @property
    def type_label(self) -> str:
        """What kind of thing the section describes."""
        return str(self.section.get_type_display())


@dataclass
class Node:
    """A section in the chart of the organisation."""

    section: Any
    children: list[Node] = field(default_factory=list)


@dataclass(frozen=True)
class Parts:
    """The page's sections in groups; a group may be empty."""

    chart: Sequence[Node]
    structure: Sequence[SectionView]
    principles: Sequence[SectionView]
    history: Sequence[SectionView]
    partners: Sequence[SectionView]
    contact: Sequence[SectionView]


def context(*, page: Any, request: HttpRequest) -> dict[str, Any]:
    """``parts`` and ``section_menu`` for the template."""
    return {
        "parts": parts(sections=page.sections.all()),
        "section_menu": section_menu(page=page, request=request),
    }


def parts(*, sections: Iterable[Any]) -> Parts:
    """Group the sections; bodies and roles come in the chart's order, each after its parent."""
    rows = list(sections)
    by_slug = {row.slug: row for row in rows}
    chart = organisation_chart(sections=[row for row in rows if row.type in STRUCTURE_TYPES])

    def of_type(section_type: SectionType) -> list[SectionView]:
        return [_view(row, by_slug) for row in rows if row.type == section_type]

    return Parts(
        chart=chart,
        structure=[_view(row, by_slug) for row in _walk(chart)],
        principles=of_type(SectionType.PRINCIPLE),
        history=of_type(SectionType.HISTORY),
        partners=of_type(SectionType.PARTNERS),
        contact=of_type(SectionType.CONTACT),
    )


def organisation_chart(*, sections: Sequence[Any]) -> list[Node]:
    """Sections as a tree. One whose parent is unknown, or that stands in a circle, is a root."""
    nodes = {row.slug: Node(row) for row in sections}
    roots = []
    for slug, node in nodes.items():
        parent = nodes.get(node.section.parent)
        if parent is None or _is_above(slug, parent.section, nodes):
            roots.append(node)
        else:
            parent.children.append(node)
    return roots


def _is_above(slug: str, section: Any, nodes: Mapping[str, Node]) -> bool:
    """Whether the section named ``slug`` is met on the way up from ``section``."""
    seen: set[str] = set()
    while section is not None and section.slug not in seen:
        if section.slug == slug:
            return True
        seen.add(section.slug)
        above = nodes.get(section.parent)
        section = above.section if above is not None else None
    return False


def _walk(nodes: Iterable[Node]) -> Iterator[Any]:
    for node in nodes:
        yield node.section
        yield from _walk(node.children)


def _view(row: Any, by_slug: Mapping[str, Any]) -> SectionView:
    parent = by_slug.get(row.parent)
    return SectionView(row, shown_facts(facts=row.facts), parent if parent is not row else None)


def _days(value: Any) -> str:
    return ngettext("%(days)d day", "%(days)d days", int(value)) % {"days": int(value)}


def _span(value: Any) -> str:
    low, high = value
    return _("%(low)s–%(high)s hours a week") % {"low": low, "high": high}


#: Known facts: label, and how the value is written.
_FACTS: Final[Mapping[str, tuple[Any, Callable[[Any], str]]]] = {
    "months": (gettext_lazy("Held in"), lambda value: _(" or ").join(str(item) for item in value)),
    "votes_per_member": (gettext_lazy("Votes for each member"), str),
    "notice_days": (gettext_lazy("Notice before the meeting"), _days),
    "proposal_deadline_days": (gettext_lazy("Proposals sent in before the meeting"), _days),
    "proposals_sent_days": (gettext_lazy("Proposals sent out before the meeting"), _days),
    "minutes_days": (gettext_lazy("Minutes ready after the meeting"), _days),
    "extraordinary_notice_days": (gettext_lazy("Notice of an extraordinary meeting"), _days),
    "extraordinary_share": (
        gettext_lazy("Share of members that can call an extraordinary meeting"),
        str,
    ),
    "min_members": (gettext_lazy("Members at least"), str),
    "term_years": (
        gettext_lazy("Term of office"),
        lambda value: (
            ngettext("%(years)d year", "%(years)d years", int(value)) % {"years": int(value)}
        ),
    ),
    "quorum": (gettext_lazy("Present for a quorum"), str),
    "hours_per_week": (gettext_lazy("Time spent"), _span),
    "founded": (
        gettext_lazy("Founded"),
        lambda value: date_format(datetime.date.fromisoformat(value), "DATE_FORMAT"),
    ),
    "place": (gettext_lazy("Place"), str),
}


def shown_facts(*, facts: Mapping[str, Any]) -> list[Fact]:
    """The known facts in a fixed order; one whose value makes no sense is left out."""
    found = []
    for name, (label, written) in _FACTS.items():
        if name not in facts:
            continue
        try:
            found.append(Fact(str(label), written(facts[name])))
        except (TypeError, ValueError):
            continue
    return found
