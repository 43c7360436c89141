"""Events: an app of os2site."""
