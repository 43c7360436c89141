"""Verbs and queries of the member list."""
