"""Queries and verbs of the news."""
