"""Guidance: an app of os2site."""
