"""The supplier directory's own pages of the administration."""
