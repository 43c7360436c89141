"""Abstract bases of the guidance pages."""

from os2site.contrib.guides.page_mixins.guide import GuidePageMixin
from os2site.contrib.guides.page_mixins.index import GuideIndexMixin

__all__ = ["GuideIndexMixin", "GuidePageMixin"]
