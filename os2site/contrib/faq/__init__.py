"""Questions and answers: an app of os2site."""
