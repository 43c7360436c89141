"""Abstract bases of the pages with questions and answers."""

from os2site.contrib.faq.page_mixins.faq import FaqPageMixin
from os2site.contrib.faq.page_mixins.index import FaqIndexMixin

__all__ = ["FaqIndexMixin", "FaqPageMixin"]
