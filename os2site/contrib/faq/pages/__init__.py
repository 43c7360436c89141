"""Concrete page types; a host with its own base page makes its own instead."""
