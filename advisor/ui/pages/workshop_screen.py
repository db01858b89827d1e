"""What the whole room sees."""

from __future__ import annotations


def workshop_screen() -> None:
    """The page."""
