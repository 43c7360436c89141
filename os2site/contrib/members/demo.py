"""Demo content of the member list."""

from __future__ import annotations

from os2site.transfer.demo import DemoFiles

PARTS = (DemoFiles(30, (("members", "members.json"),)),)
