"""Models of the questions and answers: rows of a question."""

from os2site.contrib.faq.models.rows import FaqRelationRow

__all__ = ["FaqRelationRow"]
