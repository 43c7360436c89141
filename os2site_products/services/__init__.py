"""Verbs and queries of the product catalogue."""
