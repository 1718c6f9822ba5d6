"""By what the clients of a site are told apart."""

from __future__ import annotations

import ipaddress

_NETWORK = 64
"""Bits of an IPv6 address that a provider gives its customer; the rest is anybody's choice."""


def network_of(address: str) -> str | None:
    """A client's address, of IPv6 its network's; ``None`` where it has none (a Unix socket).

    ``address`` is ``REMOTE_ADDR``: behind a proxy the server has put there what the proxy says, if
    that proxy is believed.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(ipaddress.ip_network((found, _NETWORK), strict=False).network_address)
