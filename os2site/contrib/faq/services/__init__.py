"""Queries and verbs of the questions and answers."""
