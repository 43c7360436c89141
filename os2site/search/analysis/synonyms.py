"""Where the synonyms of a query come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

#: Words of a query as lemmas → texts that mean the same.
Synonyms = Mapping[tuple[str, ...], Sequence[str]]


class SynonymSource(Protocol):
    """Gives the synonyms in force for a site and language."""

    def synonyms(self, *, site_id: int, language: str) -> Synonyms:
        """Synonyms by the lemmas (folded, without stop words) of what is typed."""
        ...


class NoSynonyms:
    """The source of a site without any."""

    def synonyms(self, *, site_id: int, language: str) -> Synonyms:
        return {}


#: The source that queries use.
SOURCE: SynonymSource = NoSynonyms()
