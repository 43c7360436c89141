"""Concrete page types of the content pages; a host with its own base page makes its own."""
