"""Floors under the relevance of search on the demo's content, by judged queries."""

from __future__ import annotations

from pathlib import Path

from wagtail.models import Site

from os2site.search import evaluation, service
from os2site.search.query import SearchQuery

JUDGEMENTS = Path(__file__).parent / "data" / "judgements.csv"
#: Lowest nDCG@10 of a class of queries.
CLASS_FLOOR = 0.65


def measure(engine_name: str) -> dict[str, evaluation.Scores]:
    """Scores by class of query, and of all, with this engine; it must answer itself."""
    site = Site.objects.get(is_default_site=True)
    engine = service.get_engine(engine_name)

    def search(text: str) -> list[str]:
        query = SearchQuery(site=site, language="da", text=text, page_size=evaluation.DEPTH)
        results = service.search(query, engine=engine)
        assert results.engine == engine_name
        return [f"{hit.entry.type}/{hit.entry.slug}" for hit in results.hits]

    return evaluation.evaluate(evaluation.read_judgements(JUDGEMENTS), search)


def assert_relevant(engine_name: str, *, ndcg: float, recall: float) -> None:
    """Assert the floors, and say all scores when one is missed."""
    scores = measure(engine_name)
    assert scores["all"].ndcg >= ndcg, scores
    assert scores["all"].recall >= recall, scores
    weak = {name: row for name, row in scores.items() if row.ndcg < CLASS_FLOOR}
    assert not weak
