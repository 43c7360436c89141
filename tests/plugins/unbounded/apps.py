"""Configuration of a plugin for tests."""

from os2site.plugins import PluginConfig


class TestConfig(PluginConfig):
    name = "tests.plugins.unbounded"
    label = "unbounded"
    verbose_name = "Plugin unbounded"
    author = "Test"
    version = "1.0"
    compatible = ">=0.1"
