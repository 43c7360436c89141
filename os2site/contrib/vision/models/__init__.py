"""Models of the vision page."""

from os2site.contrib.vision.models.rows import InitiativeProductRow, ItemRow

__all__ = ["InitiativeProductRow", "ItemRow"]
