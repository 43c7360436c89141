"""Models of the news."""

from os2site.contrib.news.models.news import NewsIndexMixin, NewsPageMixin, NewsRelationRow

__all__ = ["NewsIndexMixin", "NewsPageMixin", "NewsRelationRow"]
