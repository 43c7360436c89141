"""Vision and strategy: an app of os2site."""
