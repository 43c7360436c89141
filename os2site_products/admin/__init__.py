"""The catalogue's screens in Wagtail's administration."""
