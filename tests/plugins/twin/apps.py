"""Configuration of a plugin for tests."""

from os2site.plugins import PageType, PluginConfig


class TestConfig(PluginConfig):
    name = "tests.plugins.twin"
    label = "twin"
    verbose_name = "Plugin twin"
    author = "Test"
    version = "1.0"
    compatible = "<99"
    page_types = (PageType("body", "testapp.ControlledPage", "Another"),)
