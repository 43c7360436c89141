"""Public forms about suppliers."""
