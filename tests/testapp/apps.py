"""App configuration."""

from django.apps import AppConfig


class TestAppConfig(AppConfig):
    """A host's own app with one page type."""

    name = "tests.testapp"
    label = "testapp"
    default_auto_field = "django.db.models.BigAutoField"
