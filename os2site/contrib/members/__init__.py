"""Members and users: an app of os2site."""
