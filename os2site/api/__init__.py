"""The public, read-only JSON API."""
