"""Concrete page type of the form; a host with its own base page makes its own."""
