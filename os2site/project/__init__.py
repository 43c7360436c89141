"""The reference site: settings, addresses, WSGI and ASGI. The kernel never imports it."""
