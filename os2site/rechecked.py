"""Answers kept between requests, and used only while the database says what they were made of.

Of what a page costs, the database takes a small part: most goes into making statements, making
objects of rows and computing from these. :class:`Rechecked` keeps an answer with the statements
that were sent for it and a digest of the rows that came. Next time the same statements are sent as
they were, and the answer is used when each gives the same rows. So what is private, expired, moved
or renamed is asked of the database each time; nothing has to be invalidated, and it makes no
difference which process changed what, or how. Where this process has changed a page since, answers
are made anew at once: asking first would only send statements in vain.

Only the answer to a GET or HEAD request is made of kept ones (see :mod:`os2site.memo`).
"""

from __future__ import annotations

import datetime
import hashlib
import pickle
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeVar
from weakref import WeakSet

from django.core.signals import setting_changed
from django.db import connection
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.translation import get_language

from os2site import memo

if TYPE_CHECKING:
    from django.db.models import Model

T = TypeVar("T")

#: What Django itself keeps for as long as the process lives.
_FIXED: Final = re.compile(r"SELECT .django_content_type\b")
#: Stands for the time at which a statement is sent.
_NOW: Final = object()
#: A point in time as SQLite keeps it, and as one stands in a text of JSON.
_TIME: Final = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?"
)


@dataclass(frozen=True, slots=True)
class _Statement:
    sql: str
    parameters: tuple[Any, ...]

    def rows(self) -> memo.Rows:
        values = [_now() if value is _NOW else value for value in self.parameters]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            rows: memo.Rows = cursor.fetchall()
            return rows


@dataclass(frozen=True, slots=True)
class _Kept(Generic[T]):
    """An answer with what it was made of.

    :param since: when it was computed, ``until`` the first time after that among its rows: what was
        to come then is past now, whether a statement asks for it or not.
    :param changes: how often this process had changed a page by then.
    """

    answer: T
    digests: Mapping[_Statement, bytes]
    since: datetime.datetime
    until: datetime.datetime | None
    changes: int

    def holds(self, scope: memo.Scope) -> bool:
        """Whether the database still says the same."""
        now = timezone.now()
        if now < self.since or (self.until is not None and now >= self.until):
            return False
        if self.changes != Rechecked.changes:
            return False
        return all(
            _known_digest(statement, scope) == digest for statement, digest in self.digests.items()
        )


class Rechecked(Generic[T]):
    """Keeps the answers of one question, the most recently used ones.

    What computes an answer may read the database and the clock, and must depend on nothing else
    but the key and the language in use. It gives plain values, which nobody changes: they are
    shared, and nothing of them may be left to be read later.

    :param size: how many answers each process keeps.
    """

    #: How often this process has changed a page.
    changes: ClassVar[int] = 0

    _all: ClassVar[WeakSet[Rechecked[Any]]] = WeakSet()

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, _Kept[T]] = OrderedDict()
        self._lock = Lock()
        self._all.add(self)

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """The answer for the key, computed unless one is kept that the database confirms."""
        scope = memo.scope()
        if scope is None or not scope.sees_all:
            return compute()
        key = (key, get_language(), timezone.get_current_timezone_name(), timezone.localdate())
        try:
            kept = self._find(key)
        except TypeError:  # Somebody's page has a value that can't be part of a key.
            return compute()
        if kept is not None and kept.holds(scope):
            return kept.answer
        changes = Rechecked.changes
        answer, sent = scope.making(compute)
        found = _kept(answer, sent, scope.since, changes)
        if found is not None:
            self._keep(key, found)
        return answer

    def _find(self, key: Hashable) -> _Kept[T] | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def _keep(self, key: Hashable, kept: _Kept[T]) -> None:
        with self._lock:
            self._kept[key] = kept
            self._kept.move_to_end(key)
            if len(self._kept) > self._size:
                self._kept.popitem(last=False)

    @classmethod
    def forget_all(cls) -> None:
        """Forget all answers: the settings or the plugins are others."""
        for rechecked in list(cls._all):
            with rechecked._lock:
                rechecked._kept.clear()


def state_of(instance: Model | None) -> Hashable:
    """What is stored of a record, as part of a key; not hashable with a value that is not."""
    if instance is None:
        return None
    values = instance.__dict__
    return type(instance), *(
        tuple(value) if isinstance(value := values.get(column.attname), list) else value
        for column in instance._meta.concrete_fields
    )


def connect() -> None:
    """Follow changes of the settings and of pages; called once when apps are ready."""
    for signal in (post_save, post_delete):
        signal.connect(_page_changed, dispatch_uid="os2site_rechecked_page")
    setting_changed.connect(
        lambda **kwargs: Rechecked.forget_all(), weak=False, dispatch_uid="os2site_rechecked_forget"
    )


def _page_changed(sender: type[Model], **kwargs: Any) -> None:
    from treebeard.mp_tree import MP_Node  # noqa: PLC0415 (models, once apps are ready)

    if issubclass(sender, MP_Node):
        Rechecked.changes += 1


def _kept(answer: T, sent: memo.Sent, since: datetime.datetime, changes: int) -> _Kept[T] | None:
    """The answer with what was sent for it; ``None`` when that can't be sent again."""
    now = timezone.now()
    digests: dict[_Statement, bytes] = {}
    for read in sent:
        if read is None:
            return None
        if _FIXED.match(read.sql):
            continue
        marked = (_NOW if _is_within(value, since, now) else value for value in read.parameters)
        statement = _Statement(read.sql, tuple(marked))
        digest = _digest(read.rows)
        try:
            if digests.setdefault(statement, digest) != digest:
                return None  # It changed meanwhile.
        except TypeError:  # A parameter that can't be compared.
            return None
    times = _times_after(since, [read.rows for read in sent if read is not None])
    return _Kept(answer, digests, since, min(times, default=None), changes)


def _known_digest(statement: _Statement, scope: memo.Scope) -> bytes:
    """The digest of the rows, asked for once while a page is made."""
    if statement in scope.answers:
        digest, sent = scope.answers[statement]
        scope.repeat(sent)
    else:
        digest, sent = scope.making(lambda: _digest(statement.rows()))
        scope.answers[statement] = digest, sent
    return digest  # type: ignore[no-any-return]


def _digest(rows: memo.Rows) -> bytes:
    return hashlib.blake2b(pickle.dumps(rows), digest_size=16).digest()


def _now() -> Any:
    return connection.ops.adapt_datetimefield_value(timezone.now())


def _is_within(value: Any, since: datetime.datetime, now: datetime.datetime) -> bool:
    """Whether a parameter is the time at which its statement was made."""
    if isinstance(value, str) and not _TIME.fullmatch(value):
        return False
    if not isinstance(value, str | datetime.datetime):
        return False
    moment = _moment(value)
    return moment is not None and since <= moment <= now


def _times_after(
    since: datetime.datetime, tables: Sequence[memo.Rows]
) -> Iterator[datetime.datetime]:
    """Times in rows, those in texts included, that were to come at ``since``."""
    for value in (value for rows in tables for row in rows for value in row):
        if isinstance(value, datetime.datetime):
            found: Sequence[Any] = (value,)
        elif isinstance(value, str):
            found = _TIME.findall(value)
        else:
            found = ()
        for item in found:
            moment = _moment(item)
            if moment is not None and moment > since:
                yield moment


def _moment(value: str | datetime.datetime) -> datetime.datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.datetime.fromisoformat(value)
        except ValueError:
            return None
    return value if timezone.is_aware(value) else value.replace(tzinfo=connection.timezone)
