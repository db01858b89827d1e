"""The figures as Markdown tables, and beside the targets that the project set itself."""

from __future__ import annotations

from typing import Any

import cold_start
import ours
from rules_as_zen import ZenExpression, ZenTable

Rows = list[dict[str, Any]]

_TITLES = {
    "one_decision": "## One decision, warm: from a dict of 25 answers to the full ranking with reasons",
    "one_decision_with_evidence": "## The same with eval results: from a dict of 34 facts",
    "batch": "## A batch of {count:,} rows: the approach and four probabilities a row",
    "memory": "## Memory of a batch: how far it raises the peak of the process, above its input",
    "cold_start": "## Cold start: import, load the rules, first decision, in a fresh process",
}
_COLUMNS = {
    "one_decision": ("engine", "µs a decision", "min-max", "times ours"),
    "one_decision_with_evidence": ("engine", "µs a decision", "min-max", "times ours"),
    "batch": ("engine", "ms", "min-max", "decisions a second", "times the first line"),
    "memory": ("engine", "rows", "input MiB", "extra MiB", "extra to input"),
    "cold_start": ("process", "ms", "min-max", "ms above bare Python", "times our core", "above bare, times our core"),
}


def markdown(what: str, rows: Rows, **about: int) -> str:
    """One table with its title."""
    title = _TITLES[what].format(**about)
    columns = _COLUMNS[what]
    lines = [title, "", "| " + " | ".join(columns) + " |", "| --- |" + " --: |" * (len(columns) - 1)]
    lines += ["| " + " | ".join(_cells(what, row)) + " |" for row in rows]
    if what == "batch" and any(row["scaled"] for row in rows):
        lines += ["", "Looped: measured on 2,000 rows that are dicts already, and scaled to all rows."]
    return "\n".join(lines) + "\n"


def targets(found: dict[str, Any]) -> str:
    """What the project set out to reach, and what this run says; nothing is asserted."""
    lines = []
    for key, words in (("one_decision", "25 answers"), ("one_decision_with_evidence", "with eval results")):
        if key in found:
            ratio = _ratios(found[key])
            zen = min(ratio[ZenExpression.label], ratio[ZenTable.label])
            lines.append(f"one decision, {words}: ZEN's fastest form takes {zen:.1f} times as long as our core (5)")
            if ours.PUBLIC in ratio:
                lines.append(f"`recommend()` takes {ratio[ours.PUBLIC] / zen:.2f} times ZEN's fastest form (at most 1)")
    for rows in (100_000, 1_000_000):
        ratio = _ratios(found.get(f"batch_{rows}", ()))
        for mine in (ours.MANY, ours.COLUMNS):
            if mine in ratio:
                polars = min(ratio[name] for name in ratio if name.startswith("Polars") and name.endswith("columns"))
                zen = ratio[f"{ZenExpression.label}, looped"]
                lines.append(
                    f"{rows:,} rows, {mine}: Polars takes {polars / ratio[mine]:.2f} times as long (1; aim 1.5)"
                )
                lines.append(f"{rows:,} rows, {mine}: ZEN takes {zen / ratio[mine]:.0f} times as long (200)")
    for row in found.get("memory", ()):
        if row["engine"] in (ours.MANY, ours.COLUMNS):
            lines.append(f"{row['rows']:,} rows, {row['engine']}: {row['times']:.1f} times the input (under 4)")
    if "cold_start" in found:
        ratio = _ratios(found["cold_start"])
        fastest = min(ratio[name] for name in ratio if name.startswith(("Polars", "DuckDB")))
        for name in (cold_start.CORE, cold_start.PUBLIC):
            lines.append(
                f"cold start, {name}: {ratio[name] / fastest:.2f} of the faster of Polars and DuckDB (aim 0.33)"
            )
    return "\n".join(["## Targets, in brackets", "", *(f"- {line}" for line in lines)]) + "\n" if lines else ""


def _ratios(rows: Rows) -> dict[str, float]:
    return {row["engine"]: row["ratio"] for row in rows}


def _cells(what: str, row: dict[str, Any]) -> list[str]:
    name = row["engine"]
    if what == "memory":
        return [
            name,
            f"{row['rows']:,}",
            *(f"{row[key] / 2**20:.1f}" for key in ("input", "extra")),
            f"{row['times']:.1f}",
        ]
    taken = row["microseconds" if "microseconds" in row else "milliseconds"]
    cells = [name, _number(taken), f"{_number(row['low'])}-{_number(row['high'])}"]
    if what == "batch":
        cells.append(_rate(row["per_second"]))
    if what == "cold_start":
        cells.append(_number(row["above_bare"]))
    cells.append(f"{_number(row['ratio'])}×")
    return [*cells, f"{_number(row['ratio_above_bare'])}×"] if what == "cold_start" else cells


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def _rate(per_second: float) -> str:
    return f"{per_second / 1e6:.1f} M" if per_second >= 1e6 else f"{per_second / 1e3:.0f} k"
