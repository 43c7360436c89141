"""Build, mend, compare, inspect and measure the search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Site

from os2site.search import document_texts, evaluation, maintenance, planning, service, wordlists
from os2site.search.analysis.documents import text_tokens
from os2site.search.analysis.languages import get_language
from os2site.search.analysis.plan import QueryPlan
from os2site.search.answers import Answer
from os2site.search.engines.base import Engine, EngineUnavailable
from os2site.search.query import SearchQuery, clean_text
from os2site.search.results import SearchResults
from os2site.services import document_reading


class Command(BaseCommand):
    """``os2site_search rebuild|sync|check|documents|analyze TEXT|eval JUDGEMENTS.csv``."""

    help = "Build, mend, compare, inspect and measure the search."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("rebuild", help="project all pages and build the indexes anew")
        actions.add_parser("sync", help="repair what check finds")
        actions.add_parser(
            "check", help="compare pages, entries and indexes; status 1 if they differ"
        )
        documents = actions.add_parser("documents", help="read the files of documents that wait")
        documents.add_argument(
            "--again", action="store_true", help="also those that could not be read before"
        )
        analyze = actions.add_parser("analyze", help="show the tokens of a text and of a query")
        analyze.add_argument("text")
        analyze.add_argument("--language", default=settings.LANGUAGE_CODE)
        measure = actions.add_parser("eval", help="measure nDCG@10, MRR and recall@10")
        measure.add_argument("judgements", type=Path)
        measure.add_argument("--engine", choices=sorted(service.ENGINES))
        measure.add_argument("--language", default=settings.LANGUAGE_CODE)
        measure.add_argument("--worst", type=int, default=0, help="also list this many queries")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"handle_{options['action']}")(**options)
        except EngineUnavailable as error:
            raise CommandError(f"Elasticsearch: {error}") from error

    def handle_rebuild(self, **options: Any) -> None:
        for line in maintenance.rebuild():
            self.stdout.write(line)

    def handle_sync(self, **options: Any) -> None:
        for line in maintenance.sync():
            self.stdout.write(line)

    def handle_check(self, **options: Any) -> None:
        findings = maintenance.check()
        for line in findings:
            self.stdout.write(line)
        if findings:
            raise CommandError(f"{len(findings)} differences; os2site_search sync repairs them")
        self.stdout.write("pages, entries and indexes agree")

    def handle_documents(self, *, again: bool, **options: Any) -> None:
        if not document_reading.installed_kinds():
            raise CommandError("Install os2site[documents] to read documents")
        if again:
            self.stdout.write(f"{document_texts.forget_failures()} files are tried again")
        number = 0
        while found := document_texts.read_due():
            number += found
        self.stdout.write(f"{number} files read")
        for line in document_texts.failures():
            self.stdout.write(line)

    def handle_analyze(self, *, text: str, language: str, **options: Any) -> None:
        wordlists.refresh(language)
        tokens = text_tokens(text, get_language(language))
        self.stdout.write(f"indexed: {' '.join(tokens)}")
        site = _site()
        plan = planning.plans(SearchQuery(site, language, clean_text(text)))[language]
        self._write_plan(plan)

    def _write_plan(self, plan: QueryPlan) -> None:
        self.stdout.write(f"searched: {plan.required} of {len(plan.groups)} groups")
        for group in plan.groups:
            self.stdout.write(f"  {group.text}")
            for alternative in group.alternatives:
                words = " + ".join("|".join(tokens) for tokens in alternative.words)
                kind = " (phrase)" if alternative.phrase else ""
                self.stdout.write(f"    {alternative.weight:.2f}  {words}{kind}")

    def handle_eval(
        self,
        *,
        judgements: Path,
        engine: str | None,
        language: str,
        worst: int,
        **options: Any,
    ) -> None:
        try:
            judged = evaluation.read_judgements(judgements)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        site, asked = _site(), service.get_engine(engine) if engine else service.configured_engine()

        answers: dict[str, Answer] = {}

        def search(text: str) -> list[str]:
            results = _results(asked, site, language, text)
            if results.answer is not None:
                answers[text] = results.answer
            return [f"{hit.entry.type}/{hit.entry.slug}" for hit in results.hits]

        scores = evaluation.evaluate(judged, search)
        self.stdout.write(f"engine {asked.name}")
        self.stdout.write(f"{'class':<16}{'queries':>8}{'nDCG@10':>9}{'MRR':>8}{'recall@10':>11}")
        for kind, row in scores.items():
            self.stdout.write(
                f"{kind:<16}{row.queries:>8}{row.ndcg:>9.3f}{row.mrr:>8.3f}{row.recall:>11.3f}"
            )
        self._write_answers(judged, answers)
        if worst:
            rated = [(evaluation.ndcg(search(item.text), item.grades), item) for item in judged]
            for score, item in sorted(rated, key=lambda pair: pair[0])[:worst]:
                self.stdout.write(f"{score:.3f}  {item.kind}: {item.text}")

    def _write_answers(
        self, judged: Sequence[evaluation.Judged], answers: Mapping[str, Answer]
    ) -> None:
        """The answers above the results, and those that nobody judged to be relevant."""
        wrong = evaluation.wrong_answers(
            judged, {text: f"{answer.type}/{answer.slug}" for text, answer in answers.items()}
        )
        self.stdout.write(f"answers shown: {len(answers)}, wrong: {len(wrong)}")
        for text, document in wrong.items():
            self.stdout.write(f"  {text}: {document}")


def _results(engine: Engine, site: Site, language: str, text: str) -> SearchResults:
    query = SearchQuery(
        site=site, language=language, text=clean_text(text), page_size=evaluation.DEPTH
    )
    results = service.search(query, engine=engine)
    if results.degraded:
        engine.search(query, planning.plans(query), facet_names=())  # Says why it can't.
        raise EngineUnavailable("it did not answer the first time")
    return results


def _site() -> Site:
    site: Site | None = Site.objects.filter(is_default_site=True).first()
    if site is None:
        raise CommandError("No default site is set up")
    return site
