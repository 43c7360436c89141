"""Concrete page types of os2site.contrib.vision; a host with its own base page makes its own instead."""
