"""The kinds of record that the content pages bring."""

from os2site.contrib.content.transfer.organisation import OrganisationKind
from os2site.contrib.content.transfer.pages import StandardPageKind

IMPORTERS = (StandardPageKind(), OrganisationKind())

__all__ = ["IMPORTERS", "OrganisationKind", "StandardPageKind"]
