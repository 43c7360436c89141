"""Addresses that exist in each language."""

urlpatterns: list[object] = []
