"""Queries of the vision page."""
