"""Addresses without a language prefix."""

app_name = "os2site"
urlpatterns: list[object] = []
