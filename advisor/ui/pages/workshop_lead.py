"""The facilitator's page."""

from __future__ import annotations


def workshop_lead() -> None:
    """The page."""
