"""What a variant's cost is made of over the horizon, and which inputs move it most."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from advisor.costs.ownership import Ownership
from advisor.language import N_, _
from advisor.schema.costs import CostPart, CostRange, PartKind, Swing

Floats = NDArray[np.float64]

MOST_SWINGS = 5


def part_columns(owned: Ownership, name: str) -> dict[tuple[str, PartKind], Floats]:
    """Each part over the horizon; those of a kind of which something is missing are there too, as far as known."""
    formula, months, volume = owned.formulas[name], owned.months, owned.volume
    curve = formula.curve
    found: dict[tuple[str, PartKind], Floats] = {}
    for part in formula.parts:
        if part.kind != "per request":
            found[part.name, part.kind] = part.usd * (months if part.kind == "monthly" else 1)
        elif volume is not None:
            usd = curve.running(volume) - curve.other if part.name == "tokens" else part.usd
            found[part.name, part.kind] = usd * volume * months
    if curve.machines is not None and volume is not None and "monthly" not in formula.missing:
        found[N_("machines"), "monthly"] = curve.hosting(volume) * months
    return found


def parts(columns: Mapping[tuple[str, PartKind], Floats], found: Mapping[str, CostRange]) -> tuple[CostPart, ...]:
    """The parts with their ranges, which are kept under `part_key`."""
    return tuple(CostPart(name=name, kind=kind, usd=found[part_key(name, kind)]) for name, kind in columns)


def part_key(name: str, kind: PartKind) -> str:
    """The key of a part's range."""
    return f"{kind}: {name}"


def swings(owned: Ownership, outcome: Floats | None) -> tuple[Swing, ...]:
    """One input at its 10 % and its 90 % point, the others likely; the widest first."""
    if outcome is None:
        return ()
    low, high = outcome[1 : owned.rows.first_draw : 2], outcome[2 : owned.rows.first_draw : 2]
    found = [(owned.rows.ids[place], float(low[place]), float(high[place])) for place in np.flatnonzero(low != high)]
    found.sort(key=lambda each: (-abs(each[2] - each[1]), each[0]))
    return tuple(
        Swing(input=id, title=_title(owned, id), at_low=at_low, at_high=at_high)
        for id, at_low, at_high in found[:MOST_SWINGS]
    )


def _title(owned: Ownership, id: str) -> str:
    own = owned.sheet.inputs[id]
    return own.title if own.variant is None else _("{title} ({variant})", title=own.title, variant=own.variant)
