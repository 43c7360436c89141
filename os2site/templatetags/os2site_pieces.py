"""``piece``: a component that shows its inputs and nothing else, written once for the same ones."""

from __future__ import annotations

import datetime
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import lru_cache
from threading import Lock
from typing import Any, Final

from django import template
from django.conf import settings
from django.core.signals import setting_changed
from django.template import Context
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

#: Pieces that each process keeps: rows of some dozens of lists, one or two kB each.
MOST: Final = 2000
_PLAIN: Final = (bool, int, float, Decimal, datetime.date, datetime.time, type(None))

_written: OrderedDict[Hashable, SafeString] = OrderedDict()
_lock = Lock()


@register.simple_tag(takes_context=True)
def piece(context: Context, name: str, **inputs: Any) -> SafeString:
    """The component ``name`` with these inputs, as ``include … only`` writes it.

    A list has dozens of rows and hundreds of filters, and they are mostly those of the last
    visitor. What was written for the same inputs is used again; a component that takes something
    that can't be compared, such as a record, is written each time.
    """
    try:
        place = get_language(), timezone.get_current_timezone_name()
        key = name, place, context.autoescape, as_key(inputs)
    except TypeError:
        return _write(context, name, inputs)
    with _lock:
        known = _written.get(key)
        if known is not None:
            _written.move_to_end(key)
            return known
    written = _write(context, name, inputs)
    # Who works on templates wants to see what they say now.
    if not settings.DEBUG:
        with _lock:
            _written[key] = written
            while len(_written) > MOST:
                _written.popitem(last=False)
    return written


def as_key(value: Any) -> Hashable:
    """The value as part of a key. Equal keys are shown alike: text that is safe is not equal to
    the same text that is to be escaped, nor is ``1`` to ``True``.

    :raises TypeError: for what can't be compared by its value.
    """
    kind = type(value)
    if kind is str:
        return value  # type: ignore[no-any-return]
    if isinstance(value, str) or kind in _PLAIN or isinstance(value, datetime.date):
        return kind, str(value)
    if isinstance(value, list | tuple):
        return tuple, tuple(as_key(item) for item in value)
    if isinstance(value, dict):
        return dict, tuple((as_key(name), as_key(item)) for name, item in value.items())
    if is_dataclass(kind):
        return kind, tuple(as_key(getattr(value, name)) for name in _names(kind))
    raise TypeError(f"{kind} can't be compared")


@lru_cache(maxsize=256)
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _write(context: Context, name: str, inputs: dict[str, Any]) -> SafeString:
    found = context.template.engine.get_template(name)  # type: ignore[union-attr]
    return found.render(context.new(inputs))


def _forget(**kwargs: Any) -> None:
    with _lock:
        _written.clear()


setting_changed.connect(_forget, dispatch_uid="os2site_pieces_forget")
