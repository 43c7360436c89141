"""Registrations of events in the administration."""
