"""Concrete page type of the vision page; a host with its own base page makes its own."""
