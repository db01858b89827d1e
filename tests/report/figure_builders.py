"""Results and their figures for tests: marks by variant, texts by name."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go

from advisor import Comparison, compare, read_evals
from advisor.schema.costs import Costs
from advisor.schema.evidence import Evidence

PASSES = {"prompt a": 20, "rag b": 30, "ft c": 34}
"""How many of 40 items each variant passed."""
TOLD: dict[str, float | None] = {"prompt a": 0.001, "rag b": 0.004, "ft c": 0.02}
"""What the eval tool told that a request cost."""


def evidence(
    passes: Mapping[str, int] = PASSES,
    told: Mapping[str, float | None] = TOLD,
    target: float | None = 0.8,
    margin: float = 0.05,
    caveat: str | None = None,
    has_latency: bool = False,
) -> Comparison:
    """The comparison of these variants on 40 items."""
    found = _compared(tuple(passes.items()), tuple(told.items()), target, margin, has_latency)
    return found.model_copy(update={"caveat": caveat})


@lru_cache
def _compared(
    passes: tuple[tuple[str, int], ...],
    told: tuple[tuple[str, float | None], ...],
    target: float | None,
    margin: float,
    has_latency: bool,
) -> Comparison:
    rows = ["variant,item,score,cost,latency"]
    for name, good in passes:
        cost = dict(told).get(name)
        for i in range(40):
            latency = f"{1 + i / 20}" if has_latency else ""
            rows.append(f"{name},{i},{int(i < good)},{'' if cost is None else cost},{latency}")
    evals = read_evals([("figure.csv", "\n".join(rows).encode())])
    return compare(dataclasses.replace(evals, caveat=None), target=target, margin=margin)


def with_costs(
    found: Evidence, costs: Costs, front: str = "all-in", chances: Mapping[str, float | None] | None = None
) -> Evidence:
    """The evidence with these costs and, where they are given, these chances to be on the front."""
    verdicts = [
        each.model_copy(update={"p_on_front": chances[each.variant]}) if chances and each.variant in chances else each
        for each in found.verdicts
    ]
    return found.model_copy(update={"costs": costs, "front_cost": front, "verdicts": tuple(verdicts)})


@dataclasses.dataclass(frozen=True)
class Mark:
    """One mark of the panel of quality, as it is drawn."""

    x: float
    y: float
    symbol: str
    colour: str
    fill: str
    left: float | None
    right: float | None
    down: float
    up: float
    hover: str


def marks(figure: go.Figure) -> dict[str, Mark]:
    """The marks of the panel of quality, by variant."""
    found = {}
    for trace in figure.data:
        if trace.mode == "markers" and trace.error_y.array is not None:
            for i, variant in enumerate(trace.meta):
                found[variant] = Mark(
                    x=trace.x[i],
                    y=trace.y[i],
                    symbol=trace.marker.symbol,
                    colour=trace.marker.line.color,
                    fill=trace.marker.color[i],
                    left=trace.error_x.arrayminus[i],
                    right=trace.error_x.array[i],
                    down=trace.error_y.arrayminus[i],
                    up=trace.error_y.array[i],
                    hover=trace.hovertext[i],
                )
    return found


def texts(figure: go.Figure, name: str | None = None) -> list[str]:
    """The texts of a figure, or those of one kind."""
    return [each.text for each in figure.layout.annotations if name is None or each.name == name]


def traces(figure: go.Figure, name: str) -> list[Any]:
    """The traces of that name."""
    return [trace for trace in figure.data if trace.name == name]


def shapes(figure: go.Figure, name: str) -> list[Any]:
    """The shapes of that name."""
    return [shape for shape in figure.layout.shapes if shape.name == name]


def below(figure: go.Figure) -> str:
    """What stands below the panels, as one line."""
    return " ".join(texts(figure, "caption")).replace("<br>", " ").replace("\u00a0", " ")
