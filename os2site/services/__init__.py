"""The kernel's verbs and queries."""
