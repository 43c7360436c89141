"""The measures, by examples worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from os2site.search.evaluation import (
    Judged,
    evaluate,
    mrr,
    ndcg,
    read_judgements,
    recall,
    wrong_answers,
)

GRADES = {"product/a": 3, "product/b": 1, "faq/c": 0}


def test_ndcg() -> None:
    assert ndcg(["product/a", "product/b"], GRADES) == pytest.approx(1)
    # Gain 1 at rank 1 and 7 at rank 2, over 7 at rank 1 and 1 at rank 2.
    assert ndcg(["product/b", "product/a"], GRADES) == pytest.approx(
        (1 + 7 / 1.5849625) / (7 + 1 / 1.5849625)
    )
    assert ndcg([], GRADES) == 0


def test_mrr_and_recall() -> None:
    assert mrr(["x/y", "product/b"], GRADES) == 0.5
    assert mrr(["faq/c"], GRADES) == 0
    assert recall(["product/b", "faq/c"], GRADES) == 0.5


def test_scores_by_class_and_over_all(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text(
        "query,class,doc,grade\na,name,product/a,3\nb,need,product/b,2\nb,need,product/c,1\n"
    )

    scores = evaluate(read_judgements(path), lambda text: [f"product/{text}"])

    assert list(scores) == ["name", "need", "all"]
    assert (scores["name"].ndcg, scores["need"].recall, scores["all"].queries) == (1, 0.5, 2)


def test_an_answer_is_wrong_that_nobody_judged_relevant() -> None:
    judged = [Judged("a", "question", GRADES), Judged("b", "question", {"faq/b": 2})]
    shown = {"a": "product/b", "b": "faq/b"}
    assert wrong_answers(judged, shown) == {}
    # Judged to be of no use, judged for another query, not judged at all.
    for document in ("faq/c", "product/a", "faq/x"):
        text = "a" if document == "faq/c" else "b"
        assert wrong_answers(judged, {**shown, text: document}) == {text: document}


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "judgements.csv"
    path.write_text("query,doc\na,b\n")
    with pytest.raises(ValueError, match="class, grade"):
        read_judgements(path)
