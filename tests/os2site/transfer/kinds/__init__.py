"""Tests of the kernel's own kinds of record."""
