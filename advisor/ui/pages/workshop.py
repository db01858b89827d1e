"""Set up a workshop, join one, or practise."""

from __future__ import annotations


def workshop() -> None:
    """The page."""
