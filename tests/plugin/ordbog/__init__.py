"""A glossary: a third-party plugin for os2site."""
