"""Who somebody is in a workshop, once a link or a code was checked; only `Workshops` makes one."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.schema.workshop import Seat


@dataclass(frozen=True, slots=True)
class Access:
    """What the holder of a link may reach: one seat in one workshop."""

    seat: Seat
    workshop: int
    participant: int | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """What a new workshop is opened with. The facilitator's key is shown once and kept nowhere."""

    facilitator: str
    join: str
    code: str
