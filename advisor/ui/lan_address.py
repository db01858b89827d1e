"""The address of this machine in its local network, found without sending anything."""

from __future__ import annotations

import ipaddress
import socket
import struct
import sys
from typing import Final

_ELSEWHERE: Final = (("192.0.2.1", socket.AF_INET), ("2001:db8::1", socket.AF_INET6))
"""Addresses kept for documentation (RFC 5737, RFC 3849): nobody is there, and nothing is sent there."""
LOOPBACK: Final = "127.0.0.1"
_ADDRESS_OF: Final = 0x8915
"""SIOCGIFADDR, netdevice(7): the address of an interface, from byte 20 on of the answer."""


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


def other_addresses(chosen: str) -> dict[str, str]:
    """Interface -> its IPv4 address, of those that are up, but for the `chosen` one and loopback; Linux alone.

    Bridges of containers and VPNs are among them. Elsewhere empty: no call of the standard library lists them.
    """
    if sys.platform != "linux":
        return {}
    import fcntl

    found = {}
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            try:
                answer = fcntl.ioctl(probe, _ADDRESS_OF, struct.pack("256s", name.encode()))
            except OSError:  # has no IPv4 address
                continue
            ip = ipaddress.ip_address(answer[20:24])
            if not ip.is_loopback and str(ip) != chosen:
                found[name] = str(ip)
    return found


def in_url(address: str) -> str:
    """The address as it stands in a URL: an IPv6 one in brackets."""
    return f"[{address}]" if ":" in address else address
