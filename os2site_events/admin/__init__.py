"""Screens of the administration."""
