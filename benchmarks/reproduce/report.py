"""The tables of the report from the committed logs; words that judge are chosen by the numbers, never written ahead.

They stand in a page of the documentation and, in short, in the README, the part NAME between the markers
`<!-- reproduce:NAME -->` and `<!-- /reproduce:NAME -->`.
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
from benchmarks.reproduce.closer import by_shape, found_by_retrieval, in_the_language_of_training
from benchmarks.reproduce.curve import Point, curve_svg
from benchmarks.reproduce.effort import effort
from benchmarks.reproduce.findings import SPLITS, Split, read_split
from benchmarks.reproduce.floors import floors
from benchmarks.reproduce.refusals import Refusal
from benchmarks.reproduce.settings import CURVE, HERE, LOGS, ROOT

PAGE = ROOT / "docs" / "explanation" / "two-claims.md"
README = ROOT / "README.md"
PICTURE = ROOT / "docs" / "images" / "two-claims-curve.svg"
_SECOND = {"a": "parses", "b": "says_old_fact"}
_SEGMENTS = ("written as before", "written otherwise now", "unchanged", "changed", "new")
_A, _B = "A, query language", "B, unchanged facts"
Findings = Mapping[str, Split]


def write_report(logs: Path = LOGS, pages: Sequence[Path] = (PAGE, README), picture: Path = PICTURE) -> list[str]:
    """Writes the parts of the pages and the picture; the names of what was written. Raises Refusal without logs."""
    made = parts(logs)
    if not made:
        raise Refusal("No log is there yet: `make reproduce` makes them.")
    if "curve.svg" in made:
        picture.write_text(made.pop("curve.svg"), encoding="utf-8")
    for page in pages:
        page.write_text(with_parts(page.read_text(encoding="utf-8"), made), encoding="utf-8")
    return [page.name for page in (*pages, picture)]


def with_parts(text: str, made: Mapping[str, str]) -> str:
    """A page with the parts between its markers."""
    for name, part in made.items():
        pattern = rf"(<!-- reproduce:{re.escape(name)} -->).*?(<!-- /reproduce:{re.escape(name)} -->)"
        text = re.sub(pattern, lambda found, part=part: f"{found[1]}\n{part}\n{found[2]}", text, flags=re.DOTALL)
    return text


def parts(logs: Path = LOGS) -> dict[str, str]:
    """The parts of the report by name; none without logs."""
    found = {name: split for name in SPLITS if (split := read_split(logs / name)) is not None}
    if not found:
        return {}
    made = {"short": _short(found)} | {name: _split_tables(split) for name, split in found.items()}
    made["claims"] = _compared(found, _expectations()["claims"], "if the two claims hold", "the numbers")
    made["also"] = _compared(found, _expectations()["also"], "looked at afterwards")
    if tuned := _tuned(found.get("a-test"), "-300"):
        made["a-shapes"] = by_shape(found["a-test"], tuned)
    if tuned := _tuned(found.get("a-changed")):
        made["a-taught"] = in_the_language_of_training(found["a-changed"], tuned)
    made["b-found"] = found_by_retrieval()
    made["tried"] = _tried()
    made["expected"] = _expected(found)
    if curves := _curves(found):
        made["curve"] = _curve_table(curves)
        made["curve.svg"] = curve_svg(curves, _lines(found), "Share of right answers by number of training examples")
    made["effort"] = effort(found)
    made["advisor"] = _advisor()
    return made


def _short(found: Findings) -> str:
    columns = []
    for split, retrieved in (("a-test", "rag-examples"), ("b-test", "rag-handbook")):
        own = found.get(split)
        shares = own.shares("right") if own else {}
        names = (own.best_prompt if own else None, retrieved, "lora-300", "lora-300-rag")
        columns.append([_share(shares.get(name or "")) for name in names])
    rows = ("the best prompt", "retrieval", "fine-tuning on 300 examples", "both")
    heads = ["right (95 %)", "A: a query language nobody has met", "B: a handbook that changed"]
    return table(heads, [list(row) for row in zip(rows, *columns, strict=True)])


def _share(found: tuple[int, float, Interval | None] | None) -> str:
    return "not run" if found is None else f"{percent(found[1], found[0])} ({bar(found[2])})"


def _split_tables(split: Split) -> str:
    task = split.name[0]
    second = _SECOND[task]
    rights, seconds = split.shares("right"), split.shares(second)
    best, n = split.best_prompt, len({row.item for row in split.samples})
    seeds = {variant: _seeds(split, variant) for variant in rights}
    lines = []
    for variant, found in sorted(rights.items(), key=lambda each: -each[1][1]):
        pair = split.difference(variant, best) if best and variant != best else None
        over = "the best prompt" if variant == best else signed(pair and pair.difference, pair and pair.interval95)
        lines.append([f"`{variant}`", _share(found), percent(seconds[variant][1], n), over, seeds[variant]])
    for name, (right, asked) in floors(*split.name.split("-")).items():
        lines.append([name, percent(right / asked, asked), "", "", ""])
    heads = ["variant", f"right of {n} (95 %)", second.replace("_", " "), "over the best prompt, points", "by seed"]
    shown = len(heads) if any(seeds.values()) else -1  # without the last column where nothing was trained twice
    tables = [table(heads[:shown], [line[:shown] for line in lines])]
    if split.segments:
        tables.append(_segments(split))
    return "\n\n".join(tables)


def _segments(split: Split) -> str:
    segments = sorted(split.segments, key=_SEGMENTS.index)
    shares = {segment: split.shares("right", segment) for segment in segments}
    old = split.shares("says_old_fact", "changed") if "changed" in segments else {}
    lines = []
    for variant in split.shares("right"):
        cells = [_share(shares[segment][variant]) for segment in segments]
        lines.append([f"`{variant}`", *cells, *([_share(old[variant])] if old else [])])
    heads = ["right", *(f"{name}, n = {next(iter(shares[name].values()))[0]}" for name in segments)]
    return table([*heads, *(["changed: says the old fact"] if old else [])], lines)


def _tuned(split: Split | None, holds: str = "") -> list[str]:
    names = [own.variant for own in split.evidence.variants] if split else []
    return [name for name in names if name.startswith("lora") and holds in name]


def _compared(found: Findings, claims: Sequence[Mapping[str, Any]], title: str, verdict: str = "") -> str:
    lines = []
    for claim in claims:
        split = found.get(claim["split"])
        than = claim["than"]
        if split is not None and than == "best prompt":
            than = split.best_prompt
        pair = split.difference(claim["better"], than, claim.get("segment")) if split and than else None
        difference = signed(pair and pair.difference, pair and pair.interval95)
        compared = f"`{claim['better']}` minus `{than}`"
        lines.append([claim["says"], compared, difference or "not run"])
        if verdict:
            lines[-1].append(borne_out(pair and pair.interval95))
    return table([title, "compared", "points, 95 % interval", *([verdict] if verdict else [])], lines)


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
            came = "" if share is None else _share((n, share, interval))
            lines.append(
                [name, f"`{variant}`", f"{low * 100:.0f} to {high * 100:.0f} %", came, said, expected["because"]]
            )
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
    chosen = (("a-test", None, "prompt-bare", _A), ("b-test", "unchanged", "prompt-closed-book", _B))
    for name, segment, untrained, said in chosen:
        if name not in found:
            continue
        shares = found[name].shares("right", segment)
        for n, variant in ((0, untrained), *((n, f"lora-{n}") for n in CURVE)):
            if variant in shares and (bar := shares[variant][2]) is not None:
                curves.setdefault(said, []).append(Point(n, shares[variant][1], bar.low, bar.high))
    return curves


def _lines(found: Findings) -> dict[str, float]:
    """What retrieval does without any training, for the same questions."""
    untrained = (("a-test", None, "rag-examples", _A), ("b-test", "unchanged", "rag-handbook", _B))
    return {
        f"{name}: retrieval, untrained": shares[variant][1]
        for split, segment, variant, name in untrained
        if split in found and variant in (shares := found[split].shares("right", segment))
    }


def _curve_table(curves: Mapping[str, Sequence[Point]]) -> str:
    lines = [
        [name, str(p.examples), f"{p.share * 100:.0f} %", f"{p.low * 100:.0f} to {p.high * 100:.0f} %"]
        for name, own in curves.items()
        for p in own
    ]
    return table(["task", "examples", "right", "95 %"], lines)


def _tried() -> str:
    tried = yaml.safe_load((HERE / "tried.yaml").read_text(encoding="utf-8"))
    heads = ["task", "what", "came", "so"]
    return table(heads, [[each[head] for head in heads] for each in tried])


def _advisor() -> str:
    lines = []
    for task in ("a", "b"):
        told = json.loads((HERE / f"recommendation_{task}.json").read_text(encoding="utf-8"))
        lines.append([task.upper(), told["headline"], told["approach"], told["now"]["id"]])
    return table(["task", "asked before any result", "approach", "step to take first"], lines)


@functools.cache
def _expectations() -> dict[str, Any]:
    return dict(yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8")))


def _seeds(split: Split, variant: str) -> str:
    return ", ".join(f"{share * 100:.0f}" for share in split.by_seed.get(variant, ()))
