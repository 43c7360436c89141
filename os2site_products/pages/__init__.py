"""Concrete page types of os2site_products; a host with its own base page makes its own instead."""
