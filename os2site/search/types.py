"""What a plugin declares for search: entry types, facets, and the entry a page becomes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from os2site.models import Document, SearchEntry
from os2site.search.dates import DateRange


@dataclass(frozen=True)
class EntryDraft:
    """What a page says to search. All texts are plain text, without markup.

    :param title: the name; weighs most.
    :param slug: the page's slug, or a section's own.
    :param summary: tagline or lead; weighs next, and is the snippet when nothing else matches.
    :param keywords: tags, categories and other names of the thing.
    :param body: running text.
    :param extra: programme, prices, groups: what is found but seldom meant.
    :param documents: further text of the weight of documents. What is in the files that the page
        names in its fields, rows and body, or that belong to it, is added by the kernel.
    :param attachments: documents that the page shows beside those, such as those of its groups.
    :param anchor: fragment of the page for a section, empty for the page itself.
    :param path: what the address has after the page's, for what a view shows below the page.
    :param facets: facet name → values (slugs).
    :param date: what "newest first" sorts by; the beginning of what takes place at a time.
    :param ends_at: when that is over; lists that are divided by time go by it.
    :param boost: factor on the score; 1 is neutral, below 1 for what has ended.
    :param card: JSON data that lists show; ``"meta"`` is the text after the type in a search hit.
    :param references: records whose names the texts, facets or the card repeat.
    """

    title: str
    slug: str
    summary: str = ""
    keywords: Sequence[str] = ()
    body: str = ""
    extra: str = ""
    documents: str = ""
    attachments: Sequence[Document] = ()
    anchor: str = ""
    path: str = ""
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    date: datetime.datetime | None = None
    ends_at: datetime.datetime | None = None
    boost: float = 1.0
    card: Mapping[str, Any] = field(default_factory=dict)
    references: Sequence[Model] = ()


#: Labels of a facet's values in one language: values → ``{value: label}``.
LabelLookup = Callable[[Sequence[str], str], Mapping[str, str]]


@dataclass(frozen=True)
class Facet:
    """A filter that visitors can set.

    :param name: parameter name in addresses and in the API, such as ``"category"``.
    :param label: heading of the filter (lazy string).
    :param labels: gives each value its label; called once for each facet with all values.
    :param order: sort key of a value where editors or code own an order, else by count, then label.
    :param ranges: further values that entries have by their dates, reckoned from the moment given.
    """

    name: str
    label: Any
    labels: LabelLookup
    order: Callable[[str], Any] | None = None
    ranges: Callable[[datetime.datetime], Sequence[DateRange]] | None = None


@dataclass(frozen=True)
class SearchType:
    """A kind of entry.

    :param name: type in addresses and the API, such as ``"product"``.
    :param label: one of them (lazy string); ``label_plural`` several.
    :param page_type: name of the page type that becomes such entries.
    :param project: turns a live page into its entries; several for a page with anchored sections.
    :param facets: facets that its entries may have; a facet of the same name is shared.
    :param records: labels (``"app_label.Model"``) of the plugin's own records that entries repeat
        and name in ``EntryDraft.references``; a saved one projects those entries anew.
    :param hit_template: template for a hit, with ``hit`` in its context.
    :param answer: what an entry says to the question that is its title; such entries can be shown
        as the answer to a visitor's question.
    :param row_template: template for a row of a list on another app's page, such as the next events
        on the front page, with ``hit`` in its context; empty for a plain row.
    :param answers_questions: its entries come a little earlier when a question is asked.
    :param sought: what visitors mostly come for; its entries come a little earlier when a text
        neither asks a question nor names a type.
    """

    name: str
    label: Any
    label_plural: Any
    page_type: str
    project: Callable[[Any], Sequence[EntryDraft]]
    facets: tuple[Facet, ...] = ()
    records: tuple[str, ...] = ()
    hit_template: str = "os2site/search/hit.html"
    answer: Callable[[SearchEntry], str] | None = None
    row_template: str = ""
    answers_questions: bool = False
    sought: bool = False
