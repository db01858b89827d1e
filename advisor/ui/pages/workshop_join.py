"""The way in for those who take part."""

from __future__ import annotations


def workshop_join() -> None:
    """The page."""
