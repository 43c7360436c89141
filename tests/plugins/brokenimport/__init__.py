"""A plugin for the tests of the plugin machinery."""
