"""Answers kept while one visitor's page is made, so that it asks the database once for each.

A page asks again and again what is private, or which plugins are off. :func:`per_request` keeps
the answer while :mod:`os2site.middleware` has a GET or HEAD request answered, and forgets all
answers as soon as a model is saved or deleted. Anywhere else (a form that is sent, a command, a
task, a test's own calls) nothing is kept, so that what was just changed is what is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db.models.signals import m2m_changed, post_delete, post_save

P = ParamSpec("P")
T = TypeVar("T")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("os2site_answers", default=None)


def per_request(function: Callable[P, T]) -> Callable[P, T]:
    """Keep the function's answers for the request that is being answered.

    :param function: reads, changes nothing, and has hashable parameters.
    """

    @wraps(function)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> T:
        answers = _answers.get()
        if answers is None:
            return function(*args, **kwargs)
        key = (function, args, tuple(sorted(kwargs.items())))
        if key not in answers:
            answers[key] = function(*args, **kwargs)
        return cast("T", answers[key])

    return remembered


@contextmanager
def keeping(*, active: bool = True) -> Iterator[None]:
    """Keep answers inside the block; nothing is kept in one that is not ``active``."""
    token = _answers.set({} if active else None)
    try:
        yield
    finally:
        _answers.reset(token)


def connect() -> None:
    """Follow changes; called once when apps are ready."""
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_forget, dispatch_uid="os2site_memo_forget")


def _forget(**kwargs: Any) -> None:
    answers = _answers.get()
    if answers:
        answers.clear()
