"""Texts that a new page starts with, in the language in which it is made."""

from __future__ import annotations

from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext


@deconstructible
class DefaultText:
    """Default of a text field: the translation of ``text`` (marked with ``gettext_noop``)."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DefaultText) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __call__(self) -> str:
        return gettext(self.text)
