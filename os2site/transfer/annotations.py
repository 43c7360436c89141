"""What the annotation of a row model's field says about its values."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin


def allows_none(annotation: Any) -> bool:
    """Whether a field with this annotation may be ``None``."""
    if annotation is Any or annotation is NoneType:
        return True
    return any(
        allows_none(item)
        for item in get_args(_plain(annotation))
        if get_origin(_plain(annotation)) in {Union, UnionType}
    )


def bare_type(annotation: Any) -> Any:
    """The annotation without ``None`` and constraints.

    ``Literal`` for a set of texts, the union itself where several types remain.
    """
    plain = _plain(annotation)
    if get_origin(plain) in {Union, UnionType}:
        choices = [item for item in get_args(plain) if item is not NoneType]
        if len(choices) == 1:
            return bare_type(choices[0])
        return plain
    if get_origin(plain) is Literal and all(isinstance(item, str) for item in get_args(plain)):
        return Literal
    return plain


def item_type(annotation: Any) -> Any:
    """The bare type of a list's items, ``None`` for what is no list."""
    plain = bare_type(annotation)
    if get_origin(plain) is list:
        return bare_type(get_args(plain)[0])
    return None


def _plain(annotation: Any) -> Any:
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation
