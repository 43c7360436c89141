"""Answers kept while one visitor's page is made, so that it asks the database once for each.

A page asks again and again what is private, or which plugins are off. :func:`per_request` keeps
the answer from the start of a GET or HEAD request to its end, and forgets all answers as soon as a
model is saved or deleted. Anywhere else (a form that is sent, a command, a task, a test's own
calls) nothing is kept, so that what was just changed is what is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.core.signals import request_finished, request_started
from django.db.models.signals import m2m_changed, post_delete, post_save

P = ParamSpec("P")
T = TypeVar("T")

SAFE_METHODS = frozenset({"GET", "HEAD"})

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


def connect() -> None:
    """Follow requests and changes; called once when apps are ready."""
    request_started.connect(_begin, dispatch_uid="os2site_memo_begin")
    request_finished.connect(_end, dispatch_uid="os2site_memo_end")
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_forget, dispatch_uid="os2site_memo_forget")


def _begin(
    environ: Mapping[str, Any] | None = None, scope: Mapping[str, Any] | None = None, **kwargs: Any
) -> None:
    """WSGI gives an ``environ``, ASGI a ``scope``."""
    method = environ.get("REQUEST_METHOD") if environ is not None else (scope or {}).get("method")
    _answers.set({} if method in SAFE_METHODS else None)


def _end(**kwargs: Any) -> None:
    _answers.set(None)


def _forget(**kwargs: Any) -> None:
    answers = _answers.get()
    if answers:
        answers.clear()
