"""One person's answers."""

from __future__ import annotations


def workshop_seat() -> None:
    """The page."""
