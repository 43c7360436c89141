"""Applications: organisations that want to become members or suppliers. An app of os2site."""
