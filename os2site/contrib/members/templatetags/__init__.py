"""Template tags of the member list."""
