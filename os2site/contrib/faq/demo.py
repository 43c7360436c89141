"""Demo content of the questions and answers."""

from __future__ import annotations

from os2site.transfer.demo import DemoFiles

PARTS = (DemoFiles(50, (("faq", "faq.json"),)),)
