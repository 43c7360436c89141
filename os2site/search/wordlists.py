"""The rules that editors make for words: in force with the next search, on entries soon after.

What is searched for is analysed with the rules as they are saved, in every process. A changed rule
leaves a :class:`~os2site.models.WordChange` in the same transaction; entries that have the word are
then analysed anew in the background, and nothing is lost when that is interrupted.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils import timezone

from os2site.enums import WordRuleKind
from os2site.memo import per_request
from os2site.models import SearchEntry, WordChange, WordRule
from os2site.search import outbox
from os2site.search.analysis.languages import use_language
from os2site.search.analysis.rules import NO_RULES, Rules, ruled

#: Seconds after which the rules are read anew in any case: of two that were saved at the same time,
#: the later one may have become visible first.
MAX_AGE = 60.0
#: Entries that are analysed in one transaction, and seconds that :func:`run_due` works at most.
BATCH = 50
MAX_SECONDS = 30.0
#: Fields of an entry that are searched.
FIELDS = ("title", "summary", "keywords", "body", "extra", "documents")

#: Number of rules and time of the latest change.
Version = tuple[int, datetime.datetime | None]
NO_VERSION: Version = (0, None)


@dataclass(frozen=True)
class _Loaded:
    version: Version
    at: float
    rules: Rules


_loaded: dict[str, _Loaded] = {}


def refresh(language: str) -> Rules:
    """Put the rules of a language in force as they are saved now; one query, once in a request."""
    return put_in_force(language, _version(language.partition("-")[0]))


def put_in_force(language: str, version: Version) -> Rules:
    """Put the rules of a language in force, which are of this version now; no query when known."""
    code = language.partition("-")[0]
    known, now = _loaded.get(code), time.monotonic()
    if known is not None and known.version == version and now - known.at < MAX_AGE:
        return known.rules
    rules = _read(code) if version[0] else NO_RULES
    if known is None or known.rules != rules:
        use_language(code, ruled(code, rules) if rules != NO_RULES else None)
    _loaded[code] = _Loaded(version, now, rules)
    return rules


def refresh_all() -> None:
    """Put the rules of all languages in force that have or had any."""
    codes = set(WordRule.objects.order_by().values_list("language", flat=True).distinct())
    for code in codes | set(_loaded):
        refresh(code)


def rules_of(language: str) -> QuerySet[WordRule]:
    """The rules of a language as they are saved."""
    return WordRule.objects.filter(language=language.partition("-")[0]).order_by()


@per_request
def _version(code: str) -> Version:
    found = rules_of(code).aggregate(number=Count("pk"), latest=Max("updated_at"))
    return found["number"], found["latest"]


def _read(code: str) -> Rules:
    rows = rules_of(code).order_by("word", "kind")
    found: dict[str, list[tuple[str, str]]] = {kind: [] for kind in WordRuleKind.values}
    for word, kind, value in rows.values_list("word", "kind", "value"):
        found.setdefault(kind, []).append((word, value))
    return Rules(
        parts=(
            *((word, tuple(value.split())) for word, value in found[WordRuleKind.PARTS]),
            *((word, ()) for word, __ in found[WordRuleKind.WHOLE]),
        ),
        base_forms=tuple(found[WordRuleKind.BASE_FORM]),
        stop=frozenset(word for word, __ in found[WordRuleKind.STOP]),
        searched=frozenset(word for word, __ in found[WordRuleKind.SEARCHED]),
    )


# --- Entries that have the word of a changed rule


def connect() -> None:
    """Follow the rules; called once when apps are ready."""
    pre_save.connect(_will_change, sender=WordRule, dispatch_uid="os2site_word_rule_before")
    for signal in (post_save, post_delete):
        signal.connect(_changed, sender=WordRule, dispatch_uid="os2site_word_rule")


def _will_change(instance: WordRule, raw: bool = False, **kwargs: Any) -> None:
    """The word that the rule was about before, when it gets another."""
    if raw or instance.pk is None:
        return
    for before in WordRule.objects.filter(pk=instance.pk):
        if (before.language, before.word) != (instance.language, instance.word):
            _note(before)


def _changed(instance: WordRule, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        _note(instance)


def _note(rule: WordRule) -> None:
    WordChange.objects.create(language=rule.language, word=rule.word)
    transaction.on_commit(_after_commit, robust=True)


def _after_commit() -> None:
    from os2site.search.tasks import analyse_soon  # noqa: PLC0415 (tasks import this module)

    analyse_soon.enqueue()


def run_due(*, limit: int | None = None) -> int:
    """Analyse entries anew that have a word whose rule changed; returns how many.

    :param limit: leave a word that more entries have for the next run; a save need not wait for it.
    """
    started, done = time.monotonic(), 0
    # One word may have changed several times: once is enough.
    changes = {(row.language, row.word): row for row in WordChange.objects.order_by("pk")}
    for change in changes.values():
        ids = _entries_with(change)
        if limit is not None and len(ids) > limit:
            continue
        done += _analyse(ids)
        WordChange.objects.filter(
            language=change.language, word=change.word, pk__lte=change.pk
        ).delete()
        if time.monotonic() - started > MAX_SECONDS:
            break
    return done


def _entries_with(change: WordChange) -> Sequence[int]:
    word = change.word
    # SQLite compares only the letters A to Z without regard to case.
    spellings = dict.fromkeys((word, word.capitalize(), word.upper()))
    has_word = Q()
    for name in FIELDS:
        for spelling in spellings:
            has_word |= Q(**{f"{name}__icontains": spelling})
    rows = SearchEntry.objects.filter(has_word, language__startswith=change.language)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _analyse(ids: Sequence[int]) -> int:
    from os2site.search.engines import database  # noqa: PLC0415 (it puts our rules in force)

    for start in range(0, len(ids), BATCH):
        with transaction.atomic():
            entries = list(SearchEntry.objects.filter(pk__in=ids[start : start + BATCH]))
            for entry in entries:
                database.write(entry)
            # So that a rebuild of the external index that is under way includes them.
            SearchEntry.objects.filter(pk__in=[entry.pk for entry in entries]).update(
                updated_at=timezone.now()
            )
            outbox.enqueue([entry.key for entry in entries])
    return len(ids)
