"""Timing ways of doing the same, in turn, and what the times say."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

#: What is timed, by the name of the way of doing it.
Arms = Mapping[str, Callable[[], object]]


@dataclass(frozen=True)
class Result:
    """A benchmark's outcome.

    :param figure: the ratio, or an absolute time in the unit ``ms``.
    :param ours: milliseconds, ``theirs`` those of the peer.
    :param cases: how many different ones were timed, each in ``rounds`` rounds.
    """

    name: str
    what: str
    peer: str
    figure: float
    bound: float
    ours: float
    theirs: float
    cases: int
    rounds: int
    unit: str = "ratio"
    details: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The result with whether it keeps its bound."""
        return {**asdict(self), "within_bound": self.figure <= self.bound}


def seconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def interleaved(cases: Sequence[Arms], *, rounds: int) -> dict[str, list[float]]:
    """Arm → for each case the median of its times in milliseconds.

    In each round every case runs each of its arms once, in an order that turns: what slows the
    machine down slows them all.
    """
    times: dict[str, list[list[float]]] = {name: [[] for __ in cases] for name in cases[0]}
    for number in range(rounds):
        for case, arms in enumerate(cases):
            names = list(arms)
            turn = (number + case) % len(names)
            for name in names[turn:] + names[:turn]:
                times[name][case].append(seconds(arms[name]) * 1000)
    return {
        name: [statistics.median(values) for values in by_case] for name, by_case in times.items()
    }


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-round(len(ordered) * share * 1000) // 1000) - 1)]
