"""Import and export of events."""

from os2site_events.transfer.kind import EventKind

KINDS = (EventKind(),)
