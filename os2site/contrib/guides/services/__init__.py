"""Queries and verbs of the guidance."""
