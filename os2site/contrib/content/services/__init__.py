"""Verbs and queries of the content pages."""
