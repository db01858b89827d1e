"""The address of this machine in its local network, found without sending anything."""

from __future__ import annotations

import ipaddress
import socket
from typing import Final

_ELSEWHERE: Final = (("192.0.2.1", socket.AF_INET), ("2001:db8::1", socket.AF_INET6))
"""Addresses kept for documentation (RFC 5737, RFC 3849): nobody is there, and nothing is sent there."""
LOOPBACK: Final = "127.0.0.1"


def lan_address() -> str | None:
    """The address by which other machines of the network reach this one; None where there is no network."""
    for address, family in _ELSEWHERE:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((address, 9))  # of a datagram socket this chooses a route and sends nothing
            except OSError:
                continue
            found = str(probe.getsockname()[0])
            ip = ipaddress.ip_address(found)
            if not (ip.is_loopback or ip.is_unspecified):
                return found
    return None


def in_url(address: str) -> str:
    """The address as it stands in a URL: an IPv6 one in brackets."""
    return f"[{address}]" if ":" in address else address
