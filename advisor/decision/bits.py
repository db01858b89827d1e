"""Sets of small numbers held as the bits of one integer."""

from __future__ import annotations

from collections.abc import Iterable


def bits_of(places: Iterable[int]) -> int:
    """The set of these places."""
    bits = 0
    for place in places:
        bits |= 1 << place
    return bits


def places_in(bits: int) -> list[int]:
    """The places of a set, from the lowest."""
    places = []
    while bits:
        lowest = bits & -bits
        places.append(lowest.bit_length() - 1)
        bits ^= lowest
    return places
