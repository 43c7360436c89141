"""Floors under the relevance of search on the demo's content, by judged queries."""

from __future__ import annotations

from pathlib import Path

from wagtail.models import Site

from os2site.search import evaluation, service
from os2site.search.query import SearchQuery

DATA = Path(__file__).parent / "data"
JUDGEMENTS = DATA / "judgements.csv"
#: Other queries on the same content; their misses have been read too, so they are no longer blind.
HELD_OUT = DATA / "held_out.csv"


def measure(engine_name: str, judgements: Path) -> dict[str, evaluation.Scores]:
    """Scores by class of query, and of all, with this engine; it must answer itself."""
    site = Site.objects.get(is_default_site=True)
    engine = service.get_engine(engine_name)

    def search(text: str) -> list[str]:
        query = SearchQuery(site=site, language="da", text=text, page_size=evaluation.DEPTH)
        results = service.search(query, engine=engine)
        assert results.engine == engine_name
        return [f"{hit.entry.type}/{hit.entry.slug}" for hit in results.hits]

    return evaluation.evaluate(evaluation.read_judgements(judgements), search)


def assert_relevant(
    engine_name: str, judgements: Path, *, ndcg: float, recall: float, of_a_class: float
) -> None:
    """Assert the floors, and say all scores when one is missed.

    :param of_a_class: lowest nDCG@10 of any class of queries.
    """
    scores = measure(engine_name, judgements)
    assert scores["all"].ndcg >= ndcg, scores
    assert scores["all"].recall >= recall, scores
    weak = {name: row for name, row in scores.items() if row.ndcg < of_a_class}
    assert not weak
