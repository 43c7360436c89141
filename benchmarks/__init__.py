"""Benchmarks of the search and of events: each is a ratio against a peer, measured in the same run.

``make bench`` runs them all (``scripts/bench.py`` starts the services that they need). They are no
tests: nothing fails on a busy machine, the table says what missed its bound.
"""
