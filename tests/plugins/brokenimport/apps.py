"""Configuration of a plugin for tests."""

from os2site.plugins import PluginConfig


class TestConfig(PluginConfig):
    name = "tests.plugins.brokenimport"
    label = "brokenimport"
    verbose_name = "Plugin brokenimport"
    author = "Test"
    version = "1.0"
    compatible = "<99"
    feeds = "tests.plugins.brokenimport.missing.FEEDS"
