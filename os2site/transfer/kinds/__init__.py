"""The kernel's own kinds of record."""
