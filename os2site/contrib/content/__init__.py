"""Content pages: an app of os2site."""
