"""The contract that both engines pass (``tests/os2site/search/engine_contract.py``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from os2site.search.analysis.plan import QueryPlan
from os2site.search.query import SearchQuery
from os2site.search.results import RawResults

#: Language → what the text of a search means in it.
Plans = Mapping[str, QueryPlan]


class Fault(TextChoices):
    """Why an engine can't answer: a name for monitors, a sentence's end for editors."""

    SETTINGS = "settings", _("its settings are wrong")
    UNREACHABLE = "unreachable", _("it can’t be reached")
    SLOW = "slow", _("it takes too long")
    CERTIFICATE = "certificate", _("its certificate is not accepted")
    ACCESS = "access", _("it refuses the API key")
    NO_INDEX = "no_index", _("it has no index yet")
    OLD_INDEX = "old_index", _("its index is of another version and must be built anew")
    FAILING = "failing", _("it reports a failure")
    BEHIND = "behind", _("too many deletions wait for it")
    TOO_DEEP = "too_deep", _("the page lies deeper than it can go")


class EngineUnavailable(Exception):  # noqa: N818 (a state of the engine, expected)
    """The engine did not answer in time, refused, or is not set up.

    :param message: all details, for the log and for administrators.
    :param fault: what visitors of the health page may know.
    """

    def __init__(self, message: str, fault: Fault = Fault.FAILING) -> None:
        super().__init__(message)
        self.fault = fault


class Engine(Protocol):
    """Finds entries."""

    name: str

    def search(self, query: SearchQuery, plans: Plans, *, facet_names: Sequence[str]) -> RawResults:
        """Find entries and count facets, in one round trip to the engine where it is remote.

        :param plans: the analysed text of ``query`` in each language that it searches, and in those
            that are counted only; where there are several, they are counted as ``"language"``.
        :raises EngineUnavailable: when it can't answer.
        """
        ...
