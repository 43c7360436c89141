"""Products: an app of os2site."""
