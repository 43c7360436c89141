"""Page mixins of the events app: what a concrete page class of the host's builds on."""

from os2site_events.page_mixins.event import EventPageMixin
from os2site_events.page_mixins.index import EventIndexMixin

__all__ = ["EventIndexMixin", "EventPageMixin"]
