"""Costs as CSV, one row a variant; no cell can act as a formula in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Final

from advisor.report.evidence_csv import safe_cell
from advisor.schema.costs import Costs

FIGURES: Final = (
    "running", "one_off", "monthly", "retraining", "total", "per_month", "all_in", "per_success", "with_failures",
)  # fmt: skip
ENDS: Final = ("likely", "median", "low", "high")
COLUMNS: Final = (
    "variant", "approach", "model", "volume", "horizon_months", *(f"{name}_{end}" for name in FIGURES for end in ENDS),
    "p_cheapest", "cache_hit_rate", "replicas", "trainings", "missing",
)  # fmt: skip


def costs_as_csv(costs: Costs) -> str:
    """US dollars with a header; `low` and `high` hold 10 and 90 % of the draws; an empty cell is "not known"."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    volume = costs.volume.likely if costs.volume else None
    for own in costs.variants:
        cells: list[object] = [own.variant, own.approach, own.model, volume, costs.horizon_months]
        for name in FIGURES:
            found = getattr(own, name)
            cells += [getattr(found, end) if found else None for end in ENDS]
        cells += [own.p_cheapest, own.cache_hit_rate, own.replicas, own.trainings]
        cells.append(" ".join(dict.fromkeys(each.field for each in own.missing)))
        writer.writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()
