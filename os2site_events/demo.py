"""The events of the demo site."""

from __future__ import annotations

from os2site.transfer.demo import DemoFiles

PARTS = (DemoFiles(order=40, files=(("events", "events.json"),)),)
