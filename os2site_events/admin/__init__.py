"""Screens of the events in the administration."""
