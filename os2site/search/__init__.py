"""Search: one read model, two engines."""
