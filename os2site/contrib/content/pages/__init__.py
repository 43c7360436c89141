"""Concrete page types of os2site.contrib.content; a host with its own base page makes its own instead."""
