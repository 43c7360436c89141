"""Concrete page types of the member list; a host with its own base page makes its own."""
