"""Answers kept while one visitor's page is made, so that it asks the database once for each.

A page asks again and again what is private, or which plugins are off. :func:`per_request` keeps
the answer while :mod:`os2site.middleware` has a GET or HEAD request answered, and forgets all
answers as soon as a model is saved or deleted. Anywhere else (a form that is sent, a command, a
task, a test's own calls) nothing is kept, so that what was just changed is what is read.

An answer comes with what was read for it: :mod:`os2site.rechecked` asks what an answer is made of,
whether that was read for it or for another one before.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from itertools import islice
from typing import Any, ParamSpec, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils import timezone

P = ParamSpec("P")
T = TypeVar("T")

Rows = Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Read:
    """A statement that only reads, and the rows that it gave."""

    sql: str
    parameters: tuple[Any, ...]
    rows: Rows


#: What was sent; ``None`` for what can't be sent again.
Sent = list[Read | None]


class _ReadAlready:
    """A cursor whose rows were all fetched, for who has yet to fetch them."""

    def __init__(self, cursor: Any, rows: Rows) -> None:
        self._cursor = cursor
        self._rows = iter(rows)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._rows

    def fetchone(self) -> tuple[Any, ...] | None:
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        return list(islice(self._rows, size))

    def fetchall(self) -> list[tuple[Any, ...]]:
        return list(self._rows)


@dataclass
class Scope:
    """What is known while a page is made.

    :param answers: question → answer and what was sent for it; :param since: when it was begun.
    """

    answers: dict[Any, tuple[Any, Sent]] = field(default_factory=dict)
    since: datetime.datetime = field(default_factory=lambda: timezone.now())  # noqa: PLW0108 (asked late)
    _sent: Sent = field(default_factory=list)
    _depth: int = 0

    def note(self, execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        """Send a statement; while an answer is made, note it with all its rows."""
        result = execute(sql, parameters, many, context)
        if self._depth:
            is_default = context["connection"].alias == DEFAULT_DB_ALIAS
            if many or not is_default or not sql.startswith(("SELECT", "(SELECT", "WITH")):
                self._sent.append(None)
            else:
                cursor = context["cursor"]
                rows = cursor.fetchall()
                cursor.cursor = _ReadAlready(cursor.cursor, rows)
                self._sent.append(Read(sql, tuple(parameters or ()), rows))
        return result

    def repeat(self, sent: Sent) -> None:
        """Note that an answer that is being made rests on one for which this was sent."""
        if self._depth:
            self._sent += sent

    def making(self, compute: Callable[[], T]) -> tuple[T, Sent]:
        """An answer and what was sent for it."""
        start = len(self._sent)
        self._depth += 1
        try:
            answer = compute()
            return answer, self._sent[start:]
        finally:
            self._depth -= 1
            if not self._depth:
                self._sent.clear()

    @property
    def sees_all(self) -> bool:
        """Whether what this thread sends is noted: connections belong to threads."""
        return self.note in connection.execute_wrappers


_scope: ContextVar[Scope | None] = ContextVar("os2site_scope", default=None)


def scope() -> Scope | None:
    """What is known of the page that is being made; ``None`` anywhere else."""
    return _scope.get()


def per_request(function: Callable[P, T]) -> Callable[P, T]:
    """Keep the function's answers for the request that is being answered.

    :param function: reads, changes nothing, and has hashable parameters.
    """

    @wraps(function)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> T:
        scope = _scope.get()
        if scope is None:
            return function(*args, **kwargs)
        key = (function, args, tuple(sorted(kwargs.items())))
        if key in scope.answers:
            answer, sent = scope.answers[key]
            scope.repeat(sent)
        else:
            answer, sent = scope.making(lambda: function(*args, **kwargs))
            scope.answers[key] = answer, sent
        return cast("T", answer)

    return remembered


@contextmanager
def keeping(*, active: bool = True) -> Iterator[None]:
    """Keep answers inside the block; nothing is kept in one that is not ``active``."""
    scope = Scope() if active else None
    token = _scope.set(scope)
    try:
        with ExitStack() as stack:
            if scope is not None:
                for each in connections.all():
                    stack.enter_context(each.execute_wrapper(scope.note))
            yield
    finally:
        _scope.reset(token)


def connect() -> None:
    """Follow changes; called once when apps are ready."""
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_forget, dispatch_uid="os2site_memo_forget")


def _forget(**kwargs: Any) -> None:
    scope = _scope.get()
    if scope is not None:
        scope.answers.clear()
