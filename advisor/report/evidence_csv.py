"""The figures of eval results as CSV, one row a variant and score; no cell can act as a formula in a spreadsheet."""

from __future__ import annotations

import csv
import io

from advisor.schema.evidence import Evidence

COLUMNS = (
    "variant", "approach", "rows", "items", "failed", "score", "n", "scored_rows", "mean", "se", "low", "high", "level",
    "method", "if_failed_zero", "total_cost_usd", "mean_latency_s", "tokens_in", "tokens_out", "verdict",
)  # fmt: skip
_NONE = (None, None, None)
_ACTING = ("=", "+", "-", "@", "\t", "\r", "\n")


def evidence_as_csv(evidence: Evidence) -> str:
    """The table with a header; an empty cell is "not known". The verdict stands beside the chosen score only."""
    verdicts = {found.variant: found.verdict for found in evidence.verdicts}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for own in evidence.variants:
        for name, score in own.scores.items():
            bounds = score.interval
            low, high, level = (bounds.low, bounds.high, bounds.level) if bounds else _NONE
            cells: list[object] = [own.variant, own.approach, own.rows, own.items, own.failed]
            cells += [name, score.n, score.scored_rows, score.mean, score.se, low, high, level, score.method]
            cells += [score.if_failed_zero, own.total_cost_usd, own.mean_latency_s, own.tokens_in, own.tokens_out]
            cells.append(verdicts.get(own.variant) if name == evidence.score else None)
            writer.writerow([safe_cell(cell) for cell in cells])
    return out.getvalue()


def safe_cell(cell: object) -> object:
    """The cell, with a quote in front of a text that a spreadsheet would take for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_ACTING) else cell
