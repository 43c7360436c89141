"""Measuring relevance with judged queries."""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Hits that are looked at.
DEPTH = 10


@dataclass(frozen=True)
class Judged:
    """A query with its class and the grade (1 to 3) of each relevant document."""

    text: str
    kind: str
    grades: Mapping[str, int]


@dataclass(frozen=True)
class Scores:
    """Means over a number of queries."""

    queries: int
    ndcg: float
    mrr: float
    recall: float


def read_judgements(path: Path) -> list[Judged]:
    """Read ``query,class,doc,grade`` lines; ``doc`` is ``type/slug``.

    :raises ValueError: when a column is missing or a grade is not a whole number.
    """
    grades: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        missing = {"query", "class", "doc", "grade"} - set(reader.fieldnames or ())
        if missing:
            raise ValueError(f"{path.name} lacks the columns {', '.join(sorted(missing))}")
        for row in reader:
            grades[row["query"], row["class"]][row["doc"]] = int(row["grade"])
    return [Judged(text, kind, docs) for (text, kind), docs in grades.items()]


def evaluate(
    judgements: Sequence[Judged], search: Callable[[str], Sequence[str]]
) -> dict[str, Scores]:
    """Scores by class, and of all queries under ``"all"``.

    :param search: gives the documents found for a text, best first.
    """
    rows: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for judged in judgements:
        found = list(search(judged.text))[:DEPTH]
        row = (ndcg(found, judged.grades), mrr(found, judged.grades), recall(found, judged.grades))
        rows[judged.kind].append(row)
        rows["all"].append(row)
    return {
        kind: Scores(
            len(values), *(sum(column) / len(values) for column in zip(*values, strict=True))
        )
        for kind, values in sorted(rows.items(), key=lambda item: (item[0] == "all", item[0]))
    }


def wrong_answers(judgements: Sequence[Judged], answers: Mapping[str, str]) -> dict[str, str]:
    """The answers shown above the results whose documents nobody judged relevant.

    :param answers: text of a query → document that its answer was taken from.
    """
    relevant: dict[str, set[str]] = defaultdict(set)
    for judged in judgements:
        relevant[judged.text].update(doc for doc, grade in judged.grades.items() if grade > 0)
    return {text: doc for text, doc in answers.items() if doc not in relevant[text]}


def ndcg(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain, with gain 2^grade − 1."""
    ideal = _gain(sorted(grades.values(), reverse=True)[:DEPTH])
    return _gain([grades.get(document, 0) for document in found]) / ideal if ideal else 0.0


def mrr(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """Reciprocal rank of the first document that is relevant at all."""
    for rank, document in enumerate(found, start=1):
        if grades.get(document, 0) > 0:
            return 1 / rank
    return 0.0


def recall(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """Share of the relevant documents that were found, of at most :data:`DEPTH`."""
    relevant = {document for document, grade in grades.items() if grade > 0}
    if not relevant:
        return 0.0
    return len(relevant.intersection(found)) / min(len(relevant), DEPTH)


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, start=1))
