"""News: an app of os2site."""
