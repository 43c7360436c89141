"""Verbs and queries of the events app."""
