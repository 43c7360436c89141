"""Concrete page types of os2site.contrib.guides; a host with its own base page makes its own instead."""
