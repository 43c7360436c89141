"""Abstract bases of the news pages."""

from os2site.contrib.news.page_mixins.index import NewsIndexMixin
from os2site.contrib.news.page_mixins.news import NewsPageMixin

__all__ = ["NewsIndexMixin", "NewsPageMixin"]
