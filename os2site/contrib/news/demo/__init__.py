"""Demo content of the news."""

from __future__ import annotations

from os2site.contrib.news.demo.pictures import Pictures
from os2site.transfer.demo import DemoFiles

PARTS = (DemoFiles(50, (("news", "news.json"),)), Pictures())
