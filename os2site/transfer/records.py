"""Base of kinds that are plain models, one row for each record."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from typing import Any, ClassVar, Generic, TypeVar

from django.db.models import Model, QuerySet

from os2site.transfer.contract import RecordKind, RowT, TransferContext

ModelT = TypeVar("ModelT", bound=Model)


class ModelKind(RecordKind[RowT], Generic[RowT, ModelT]):
    """A kind whose records are rows of :attr:`model`, found by the key fields of that name."""

    model: type[ModelT]
    #: Order of an export.
    ordering: ClassVar[tuple[str, ...]] = ("pk",)

    @abstractmethod
    def fill(self, record: ModelT, row: RowT, *, context: TransferContext) -> None:
        """Write the row's values on an unsaved or stored record; don't save it."""

    @abstractmethod
    def record_row(self, record: ModelT, *, context: TransferContext) -> RowT:
        """The record in the import's words."""

    def save_children(self, record: ModelT, row: RowT, *, context: TransferContext) -> None:
        """Write what needs the record's id; called after it is saved."""
        return

    def records(self, *, context: TransferContext) -> QuerySet[ModelT]:
        """All stored records of the kind."""
        return self.model._default_manager.all()

    def lookup(self, row: RowT) -> dict[str, Any]:
        """What finds the row's record; a kind whose key is not so named on the model says how."""
        return {name: getattr(row, name) for name in self.key_fields}

    def begin(self, row: RowT) -> ModelT:
        """An unsaved record for the row, with its key.

        :raises ValidationError: when the key names something that is not there.
        """
        return self.model(**self.lookup(row))

    def existing(self, *, context: TransferContext) -> Iterator[RowT]:
        for record in self.records(context=context).order_by(*self.ordering):
            yield self.record_row(record, context=context)

    def store(self, row: RowT, *, context: TransferContext) -> None:
        found = self.records(context=context).filter(**self.lookup(row))
        record = found.first() or self.begin(row)
        self.fill(record, row, context=context)
        record.full_clean()
        record.save()
        self.save_children(record, row, context=context)

    def clear(self, *, context: TransferContext) -> None:
        self.records(context=context).delete()
