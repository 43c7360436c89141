"""Forms of the catalogue: of its administration, and public ones."""
