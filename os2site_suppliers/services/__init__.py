"""Verbs and queries of the supplier directory."""
