"""Demo content of the supplier directory."""

from __future__ import annotations

from os2site.transfer.demo import DemoFiles

PARTS = (DemoFiles(30, (("suppliers", "suppliers.json"),)),)
