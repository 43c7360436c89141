"""Which kinds of record this installation can import and export."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _

from os2site.plugins import registry
from os2site.transfer.contract import RecordKind, TransferError
from os2site.transfer.kinds.glossary import GlossaryKind
from os2site.transfer.kinds.municipalities import MunicipalityKind
from os2site.transfer.kinds.terms import TermKind

#: The kernel is no plugin, so it names its kinds here.
KERNEL_KINDS: tuple[RecordKind[Any], ...] = (TermKind(), MunicipalityKind(), GlossaryKind())


def kinds() -> dict[str, RecordKind[Any]]:
    """Kinds by name: the kernel's, then those of the active plugins.

    :raises ImproperlyConfigured: when two have the same name.
    """
    found: dict[str, RecordKind[Any]] = {}
    contributed = [kind for __, kind in registry.contributions("importers")]
    for kind in [*KERNEL_KINDS, *contributed]:
        if kind.name in found:
            raise ImproperlyConfigured(f"Two kinds of record are named {kind.name!r}")
        found[kind.name] = kind
    return found


def get_kind(name: str) -> RecordKind[Any]:
    """The kind with this name.

    :raises TransferError: when there is none; the message lists the kinds.
    """
    found = kinds()
    if name not in found:
        raise TransferError(
            _("“%(name)s” is not a kind of record. Known are: %(known)s.")
            % {"name": name, "known": ", ".join(sorted(found))}
        )
    return found[name]
