"""Demo content of the guidance."""

from __future__ import annotations

from os2site.transfer.demo import DemoFiles

PARTS = (DemoFiles(50, (("guides", "guides.json"),)),)
