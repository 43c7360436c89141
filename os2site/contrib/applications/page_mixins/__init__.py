"""What a page with the form holds, whichever base page model the host uses."""

from os2site.contrib.applications.page_mixins.application import ApplicationPageMixin

__all__ = ["ApplicationPageMixin"]
