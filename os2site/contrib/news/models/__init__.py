"""Models of the news: rows of a news page."""

from os2site.contrib.news.models.rows import NewsRelationRow

__all__ = ["NewsRelationRow"]
