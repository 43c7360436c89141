"""How often one address may do something. Without a cache everyone may: a form must not break."""

from __future__ import annotations

import logging
import time
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from django.http import HttpRequest

logger = logging.getLogger(__name__)

#: Bits of an IPv6 address that one connection has; the rest is changed at will.
NETWORK_BITS = 64


def allowed(*, name: str, who: str, limit: int, seconds: int) -> bool:
    """Count one more and say whether it is within the limit of this window of time.

    :param who: an address of any kind; only a keyed hash of it is kept, until the window ends.
    """
    if not who:
        return True
    window = int(time.time() // seconds)
    hashed = salted_hmac("os2site.forms.rates", who).hexdigest()
    key = f"os2site:rate:{name}:{window}:{hashed}"
    try:
        if cache.add(key, 1, timeout=seconds):
            return limit >= 1
        return int(cache.incr(key)) <= limit
    except ValueError:
        return True  # The count was dropped between the two calls.
    except Exception as error:
        # Each cache has errors of its own library. The other protections still hold.
        logger.warning("No rate limit for %s: %s", name, type(error).__name__)
        return True


def client_of(request: HttpRequest) -> str:
    """The visitor's network address; empty when the server does not know it."""
    given = request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(given)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return str(address.ipv4_mapped)
        return str(ip_network((address, NETWORK_BITS), strict=False).network_address)
    return str(address)
