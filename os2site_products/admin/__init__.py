"""The catalogue's own pages of the administration."""
