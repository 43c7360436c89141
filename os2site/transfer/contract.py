"""What a kind of record is, for import and export.

A plugin names its kinds in ``PluginConfig.importers`` (dotted path to a sequence of instances)::

    class NewsRow(Row):                      # the keys of a record in a file, English snake_case
        slug: Slug
        title: str
        published_days_ago: int | None = None
        published_on: date | None = None
        body: Paragraphs = []
        tags: list[str] = []

    class NewsKind(PageKind[NewsRow]):
        name = "news"                        # KIND on the command line
        label = _("News")
        row_model = NewsRow
        page_type = "news"
        unordered_fields = frozenset({"tags"})
        relative_dates = (RelativeDate("published_days_ago", "published_on", direction=-1),)

        def fill(self, page, row, *, context): ...    # row → page, nothing is saved here
        def page_row(self, page, *, context): ...     # page → row, in the import's words

    importers = (NewsKind(),)

Rules that make a round trip change nothing:

* ``existing`` speaks the import's words: slugs, names and titles, never database ids. What a row
  can hold, it gives back; a value nobody gave is ``None`` (or an empty list), never ``""``.
* A record is refused by raising Django's ``ValidationError({"field": message})`` in ``store``; the
  runner adds the row's number, goes on to find other faults, and writes nothing in the end.
* A field that the file doesn't mention keeps its stored value; an empty cell or ``null`` clears it.
* Relative dates are counted from :class:`~os2site.models.ContentAnchor`. Where a row has both, the
  date itself wins. Both are filled in before ``store`` and in exports: read the date only.
* Lists whose order means nothing are named in ``unordered_fields``.
* Running text is ``Paragraphs`` (:mod:`os2site.transfer.texts`), stored as rich text.
* Nested objects are ``Row`` subclasses too; ``ClockTime`` keeps "09:30" as it was written.
"""

from __future__ import annotations

import datetime
import json
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError
from wagtail.models import Locale, Site

from os2site.models import ContentAnchor, Region
from os2site.transfer.annotations import allows_none

#: Control characters that no text needs, and that databases or XML refuse.
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def _checked_url(value: str) -> str:
    if not re.match(r"https?://[^\s/]", value):
        raise PydanticCustomError("web_address", "not a web address")
    return value


#: Letters, digits, hyphens and underscores: the last part of a page's address.
Slug = Annotated[str, StringConstraints(pattern=r"^[-\w]+$", max_length=255)]
#: An http or https address.
WebAddress = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_checked_url)]
#: A time of day that is written "09:30".
ClockTime = Annotated[
    datetime.time, PlainSerializer(lambda value: value.strftime("%H:%M"), return_type=str)
]


class Row(BaseModel):
    """One record of a file, or an object inside one. Unknown keys are refused.

    ``None`` (an empty cell) stands for the default where a field can't be ``None``.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _prepare(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        prepared: dict[str, Any] = {}
        for name, value in data.items():
            field = cls.model_fields.get(name)
            if value is None and field is not None and not allows_none(field.annotation):
                if field.is_required():
                    continue  # Reported as missing.
                value = field.get_default(call_default_factory=True)  # noqa: PLW2901
            prepared[name] = value
        return prepared

    @field_validator("*", mode="before")
    @classmethod
    def _clean(cls, value: Any) -> Any:
        return _clean_text(value)


def _clean_text(value: Any) -> Any:
    if isinstance(value, str):
        value = value.replace("\r\n", "\n").replace("\r", "\n")
        if CONTROL_CHARACTERS.search(value):
            raise PydanticCustomError("control_character", "control characters")
        return value
    if isinstance(value, list):
        return [_clean_text(item) for item in value]
    if isinstance(value, dict):
        return {_clean_text(key): _clean_text(item) for key, item in value.items()}
    return value


RowT = TypeVar("RowT", bound=Row)


@dataclass(frozen=True)
class TransferContext:
    """Where records come from or go to.

    :param site: pages lie below its root.
    :param locale: language of the content, that of the site's root.
    :param anchor: day from which relative dates are counted.
    """

    site: Site
    locale: Locale
    anchor: datetime.date

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        """Each region by what a file may call it: short name, full name or slug, in lower case."""
        return {
            word.casefold(): item
            for item in Region.objects.all()
            for word in (item.slug, item.full_name, item.name)
        }

    @classmethod
    def current(cls) -> TransferContext:
        """The default site's context. Stores the anchor day when there is none yet.

        :raises TransferError: when there is no default site.
        """
        site = Site.objects.select_related("root_page__locale").filter(is_default_site=True).first()
        if site is None:
            raise TransferError(_("There is no default site. Create one under Settings, Sites."))
        return cls(site, site.root_page.locale, ContentAnchor.get_day())


class TransferError(Exception):
    """A whole file or command can't be carried out; the message is for the person who asked."""


@dataclass(frozen=True)
class RelativeDate:
    """A pair of fields that say the same day: days from the anchor day, and the date.

    :param days: dotted name of the integer field; :param date: of the date field.
    :param direction: 1 for "days from now", -1 for "days ago".
    """

    days: str
    date: str
    direction: int = 1

    def fill(self, row: Row, *, anchor: datetime.date) -> None:
        """Give both fields the same day; the date wins."""
        holder, days_name = _holder(row, self.days)
        date_holder, date_name = _holder(row, self.date)
        if holder is None or date_holder is None:
            return
        day: datetime.date | None = getattr(date_holder, date_name)
        days: int | None = getattr(holder, days_name)
        if day is not None:
            setattr(holder, days_name, (day - anchor).days * self.direction)
        elif days is not None:
            try:
                day = anchor + datetime.timedelta(days=days * self.direction)
            except OverflowError:
                return
            setattr(date_holder, date_name, day)


def _holder(row: Row, dotted: str) -> tuple[Any, str]:
    *path, name = dotted.split(".")
    holder: Any = row
    for part in path:
        holder = getattr(holder, part) if holder is not None else None
    return holder, name


class RecordKind(ABC, Generic[RowT]):
    """A kind of record that can be imported and exported."""

    #: KIND on the command line, such as ``"products"``.
    name: ClassVar[str]
    #: What people call several of them (lazy string).
    label: ClassVar[Any]
    #: The record's fields; :class:`Row` refuses unknown ones.
    row_model: type[RowT]
    #: Fields that together tell one record from another.
    key_fields: ClassVar[tuple[str, ...]] = ("slug",)
    #: Lists whose order means nothing.
    unordered_fields: ClassVar[frozenset[str]] = frozenset()
    relative_dates: ClassVar[tuple[RelativeDate, ...]] = ()
    #: Field of the stored model → field of the row, where their names differ; for error reports.
    field_names: ClassVar[Mapping[str, str]] = {}
    #: File suffix → reader of its bytes that returns raw records, beside .csv, .xlsx and .json.
    extra_readers: ClassVar[Mapping[str, Callable[[bytes], list[dict[str, Any]]]]] = {}

    @abstractmethod
    def existing(self, *, context: TransferContext) -> Iterator[RowT]:
        """Yield what is stored now, in the import's words and in a stable order."""

    def existing_among(self, keys: Set[str], *, context: TransferContext) -> Iterator[RowT]:
        """Those of :meth:`existing` that have one of the keys; a kind may ask for fewer at once."""
        for row in self.existing(context=context):
            if self.key(row) in keys:
                yield row

    @abstractmethod
    def store(self, row: RowT, *, context: TransferContext) -> None:
        """Create or update one record inside the runner's transaction.

        :raises django.core.exceptions.ValidationError: when the record can't be stored; a
            dictionary with field names gives the best report.
        """

    def after(self, *, context: TransferContext) -> None:
        """Called once when all rows are stored, in the same transaction."""
        return

    @abstractmethod
    def clear(self, *, context: TransferContext) -> None:
        """Delete all records of the kind, for ``os2site_demo --reset``."""

    def key(self, row: RowT) -> str:
        """What tells the record from others, such as its slug."""
        return "/".join(str(getattr(row, name)) for name in self.key_fields)

    def complete(self, row: RowT, *, context: TransferContext) -> RowT:
        """Fill in the pairs of relative and absolute dates; changes and returns ``row``."""
        for pair in self.relative_dates:
            pair.fill(row, anchor=context.anchor)
        return row

    def merged(self, stored: RowT, given: RowT) -> RowT:
        """``stored`` with the fields that ``given`` mentions."""
        mentioned = {name: getattr(given, name) for name in given.model_fields_set}
        return stored.model_copy(update=mentioned)

    def differences(self, stored: RowT, given: RowT) -> list[str]:
        """Names of the fields in which two completed rows differ, in the row model's order."""
        old, new = stored.model_dump(mode="json"), given.model_dump(mode="json")
        return [
            name
            for name in self.row_model.model_fields
            if self._comparable(name, old[name]) != self._comparable(name, new[name])
        ]

    def same(self, first: RowT, second: RowT) -> bool:
        """Whether two completed rows say the same."""
        return not self.differences(first, second)

    def _comparable(self, name: str, value: Any) -> Any:
        if name in self.unordered_fields and isinstance(value, list):
            return sorted(json.dumps(item, sort_keys=True) for item in value)
        return value
