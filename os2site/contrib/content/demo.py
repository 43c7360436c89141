"""Nothing yet."""

PARTS = ()
