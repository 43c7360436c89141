"""Models of the guidance: rows of a guide."""

from os2site.contrib.guides.models.rows import GuideRelationRow

__all__ = ["GuideRelationRow"]
