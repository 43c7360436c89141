"""Models of the content pages."""

from os2site.contrib.content.models.figures import TypedFigure
from os2site.contrib.content.models.rows import (
    HomeActionRow,
    HomeExampleRow,
    HomeReasonRow,
    RelatedRow,
    SectionRow,
)

__all__ = [
    "HomeActionRow",
    "HomeExampleRow",
    "HomeReasonRow",
    "RelatedRow",
    "SectionRow",
    "TypedFigure",
]
