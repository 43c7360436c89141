"""Abstract base of the vision page; it stands above services, which fill its template."""

from os2site.contrib.vision.page_mixins.vision import VisionPageMixin

__all__ = ["VisionPageMixin"]
