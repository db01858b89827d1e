"""The tables of the report from the committed logs; words that judge are chosen by the numbers, never written ahead.

`report.md` holds them all. A page of the documentation that has the markers `<!-- reproduce:NAME -->` and
`<!-- /reproduce:NAME -->` gets the part NAME between them.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from advisor.evals.number_words import percent
from advisor.schema.evidence import Interval
from benchmarks.reproduce.cells import bar, signed, table
from benchmarks.reproduce.curve import Point, curve_svg
from benchmarks.reproduce.effort import effort
from benchmarks.reproduce.findings import SPLITS, Split, read_split
from benchmarks.reproduce.floors import floors
from benchmarks.reproduce.settings import CURVE, HERE, LOGS, ROOT

PAGE = ROOT / "docs" / "explanation" / "two-claims.md"
_TITLES = {
    "a-test": "Task A, a niche query language: known tables, new wordings and values",
    "a-unseen": "Task A: tables that training never saw",
    "a-changed": "Task A: the language changed after training",
    "b-test": "Task B, facts of a handbook: version 2 asked, version 1 trained",
}
_SECOND = {"a": "parses", "b": "says_old_fact"}
Findings = Mapping[str, Split]


def write_report(logs: Path = LOGS, folder: Path = HERE, page: Path = PAGE) -> list[str]:
    """Writes `report.md`, `curve.svg` and the parts of the page where there is one; the names of what was written."""
    made = parts(logs)
    svg = made.pop("curve.svg", "")
    written = ["report.md"]
    (folder / "report.md").write_text("\n\n".join(made.values()) + "\n", encoding="utf-8")
    if svg:
        (folder / "curve.svg").write_text(svg, encoding="utf-8")
        written.append("curve.svg")
    if page.exists():
        page.write_text(with_parts(page.read_text(encoding="utf-8"), made), encoding="utf-8")
        written.append(page.name)
    return written


def with_parts(text: str, made: Mapping[str, str]) -> str:
    """A page with the parts between its markers."""
    for name, part in made.items():
        pattern = rf"(<!-- reproduce:{re.escape(name)} -->).*?(<!-- /reproduce:{re.escape(name)} -->)"
        text = re.sub(pattern, lambda found, part=part: f"{found[1]}\n{part}\n{found[2]}", text, flags=re.DOTALL)
    return text


def parts(logs: Path = LOGS) -> dict[str, str]:
    """The parts of the report by name."""
    found = {name: split for name in SPLITS if (split := read_split(logs / name)) is not None}
    if not found:
        return {"nothing": "No log is there yet: `make reproduce` makes them."}
    made = {name: f"### {_TITLES[name]}\n\n{_split_tables(split)}" for name, split in found.items()}
    made["claims"] = "### The claims\n\n" + _claims(found)
    made["expected"] = "### Expected and found\n\n" + _expected(found)
    if curves := _curves(found):
        made["curve"] = "### How many examples\n\n" + _curve_table(curves, found)
        made["curve.svg"] = curve_svg(curves, _lines(found), "Share of right answers by number of training examples")
    made["effort"] = "### Tokens, seconds, hours\n\n" + effort(found)
    made["advisor"] = "### What the advisor had said\n\n" + _advisor()
    return made


def _split_tables(split: Split) -> str:
    task = split.name[0]
    second = _SECOND[task]
    rights, seconds = split.shares("right"), split.shares(second)
    best = split.best_prompt
    lines = []
    for variant, (n, share, interval) in sorted(rights.items(), key=lambda each: -each[1][1]):
        pair = split.difference(variant, best) if best and variant != best else None
        lines.append(
            [
                f"`{variant}`",
                str(n),
                percent(share, n),
                bar(interval, n),
                percent(seconds[variant][1], n),
                "the best prompt" if variant == best else signed(pair and pair.difference, pair and pair.interval95),
                _seeds(split, variant, n),
            ]
        )
    for name, (right, n) in floors(*split.name.split("-")).items():
        lines.append([name, str(n), percent(right / n, n), "", "", "", ""])
    heads = ["variant", "n", "right", "95 % interval", second.replace("_", " "), "minus the best prompt", "by seed"]
    tables = [table(heads, lines)]
    if split.segments:
        tables.append(_segments(split))
    return "\n\n".join(tables)


def _segments(split: Split) -> str:
    segments = split.segments
    shares = {segment: split.shares("right", segment) for segment in segments}
    old = split.shares("says_old_fact", "changed") if "changed" in segments else {}
    lines = []
    for variant in split.shares("right"):
        cells = [f"`{variant}`"]
        for segment in segments:
            n, share, interval = shares[segment][variant]
            cells.append(f"{percent(share, n)} ({bar(interval, n)})")
        if old:
            n, share, interval = old[variant]
            cells.append(f"{percent(share, n)} ({bar(interval, n)})")
        lines.append(cells)
    heads = ["right", *(f"{name}, n = {next(iter(shares[name].values()))[0]}" for name in segments)]
    return table([*heads, *(["changed: says the old fact"] if old else [])], lines)


def _claims(found: Findings) -> str:
    lines = []
    for claim in _expectations()["claims"]:
        split = found.get(claim["split"])
        than = claim["than"]
        if split is not None and than == "best prompt":
            than = split.best_prompt
        pair = split.difference(claim["better"], than, claim.get("segment")) if split and than else None
        difference = signed(pair and pair.difference, pair and pair.interval95)
        compared = f"`{claim['better']}` minus `{than}`"
        lines.append([claim["says"], compared, difference or "not run", borne_out(pair and pair.interval95)])
    return table(["what the seed says", "compared", "difference, 95 % interval", "the numbers"], lines)


def borne_out(interval: Interval | None) -> str:
    """What the interval of a difference says of the claim that it is above 0."""
    if interval is None:
        return "not known"
    return "bear it out" if interval.low > 0 else "speak against it" if interval.high < 0 else "do not settle it"


def _expected(found: Findings) -> str:
    lines = []
    for name, variants in _expectations()["expected"].items():
        shares = found[name].shares("right") if name in found else {}
        for variant, expected in variants.items():
            low, high = expected["right"]
            n, share, interval = shares.get(variant, (0, None, None))
            said = "not run" if share is None else as_expected(share, interval, low, high)
            came = "" if share is None else f"{percent(share, n)} ({bar(interval, n)})"
            lines.append([name, f"`{variant}`", f"{low:.0%} to {high:.0%}", came, said, expected["because"]])
    return table(["questions", "variant", "expected", "came out", "so", "expected because"], lines)


def as_expected(share: float, interval: Interval | None, low: float, high: float) -> str:
    """How a result stands to the band that was expected."""
    if low <= share <= high:
        return "as expected"
    if interval is not None and interval.low <= high and interval.high >= low:
        return "near it, within the interval"
    return "higher than expected" if share > high else "lower than expected"


def _curves(found: Findings) -> dict[str, list[Point]]:
    curves: dict[str, list[Point]] = {}
    chosen = (("a-test", None, "prompt-bare", "A"), ("b-test", "unchanged", "prompt-closed-book", "B, unchanged facts"))
    for name, segment, untrained, said in chosen:
        if name not in found:
            continue
        shares = found[name].shares("right", segment)
        for n, variant in ((0, untrained), *((n, f"lora-{n}") for n in CURVE)):
            if variant in shares and (bar := shares[variant][2]) is not None:
                curves.setdefault(said, []).append(Point(n, shares[variant][1], bar.low, bar.high))
    return curves


def _lines(found: Findings) -> dict[str, float]:
    if "a-test" not in found or found["a-test"].best_prompt is None:
        return {}
    split = found["a-test"]
    return {f"A:A, {split.best_prompt}": split.shares("right")[str(split.best_prompt)][1]}


def _curve_table(curves: Mapping[str, Sequence[Point]], found: Findings) -> str:
    lines = [
        [name, str(p.examples), f"{p.share:.0%}", f"{p.low:.0%} to {p.high:.0%}"]
        for name, own in curves.items()
        for p in own
    ]
    return table(["task", "examples", "right", "95 % interval"], lines)


def _advisor() -> str:
    lines = []
    for task in ("a", "b"):
        told = json.loads((HERE / f"recommendation_{task}.json").read_text(encoding="utf-8"))
        lines.append([task.upper(), told["headline"], told["approach"], told["now"]["id"]])
    return table(["task", "asked before any result", "approach", "step to take first"], lines)


@functools.cache
def _expectations() -> dict[str, Any]:
    return dict(yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8")))


def _seeds(split: Split, variant: str, n: int) -> str:
    return ", ".join(percent(share, n) for share in split.by_seed.get(variant, ()))
