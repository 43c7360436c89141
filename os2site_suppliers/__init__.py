"""Suppliers: an app of os2site."""
