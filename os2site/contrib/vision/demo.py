"""The vision page of the demo site."""

from os2site.transfer.demo import DemoFiles

PARTS = (DemoFiles(50, (("vision", "vision.json"),)),)
