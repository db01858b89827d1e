"""Which column of a table is the variant, the item, a score, a cost and so on.

Columns are found by our own names (`variant, item, score, epoch, cost, latency, tokens_in, tokens_cached, tokens_out,
calls, model, error, cluster, segment, grader, input, output, expected, reason`); for other names the message shows the
columns there are, the nearest ones and the mapping to write.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from advisor.errors import EvalFileError
from advisor.files.table_data import TableData

ColumnMap = Mapping[str, str | Sequence[str]]
"""Our name -> their column; for `score` one column or several."""

OUR_NAMES = {
    "variant": ("variant",),
    "item": ("item", "item_id"),
    "epoch": ("epoch",),
    "cost": ("cost", "cost_usd"),
    "latency": ("latency", "latency_s"),
    "latency_ms": ("latency_ms",),
    "tokens_in": ("tokens_in",),
    "tokens_cached": ("tokens_cached",),
    "tokens_out": ("tokens_out",),
    "calls": ("calls",),
    "model": ("model", "model_name"),
    "error": ("error",),
    "cluster": ("cluster",),
    "segment": ("segment",),
    "grader": ("grader",),
    "input": ("input",),
    "output": ("output",),
    "expected": ("expected",),
    "reason": ("reason",),
}
"""Our names and the column names taken for them without a mapping."""

_ITEMS = (
    "example_id", "doc.item_id", "request.item_id", "sample_id", "case_id", "question_id", "test_id", "id", "doc_id",
    "name", "case", "user_input", "question", "input", "query", "inputs.question", "request",
)  # fmt: skip
_NOT_ITEMS = ("trace_id", "run_id", "client_request_id", "experiment_id", "session_id", "project_id")
_VARIANTS = ("model", "model_name", "system", "approach", "method", "config", "experiment", "run_name", "provider")
_SCORE_WORDS = ("correct", "match", "accura", "score", "passed", "success", "grade", "rating", "正解", "得点")
_SCORE_PREFIX = re.compile(r"score[_.:/].")
_SCORE_MARKS = ("feedback.", "scores.")
_NO_SCORE = ("rationale", "justification", "reason", "explanation", "comment", "error", "hash", "trace", "metrics")
_TOOLS = (
    ("LangSmith", {"example_id", "execution_time"}),
    ("lm-eval", {"doc_id", "resps"}),
    ("MLflow", {"trace_id", "trace_metadata"}),
    ("ragas", {"user_input", "response"}),
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Their column for each of our names that is there."""

    scores: Mapping[str, str]
    """Score name -> column."""
    others: Mapping[str, str]
    maybe_variant: str | None
    """A column that may be the variant though nobody said so: it must not hold several values unnoticed."""


def find_columns(table: TableData, given: ColumnMap | None) -> Columns:
    """The columns of one table; EvalFileError with the repair when the item or every score is missing."""
    lower = {name.strip().lower(): name for name in reversed(table.columns)}
    given = given or {}
    _check_given(table, given)
    others: dict[str, str] = {}
    for ours, known in OUR_NAMES.items():
        column = given.get(ours)
        if isinstance(column, str):
            others[ours] = column
        else:
            named = next((lower[name] for name in known if name in lower), None)
            if named is not None:
                others[ours] = named
    scores = _scores(table, given)
    named_variant = next((lower[name] for name in _VARIANTS if name in lower), None)
    taken = {column for ours, column in others.items() if ours != "model"}  # which may be the variant all the same
    maybe_variant = None if "variant" in others or named_variant in taken else named_variant
    missing = [name for name, there in (("item", "item" in others), ("score", bool(scores))) if not there]
    if table.stem is None and "variant" not in others:
        missing.insert(0, "variant")
    if missing:
        raise _missing(table, ["variant", *missing] if maybe_variant else missing, missing)
    used = {*others.values(), *scores.values()}
    doubled = [name for name in used if table.columns.count(name) > 1]
    if doubled:
        raise EvalFileError(f"`{table.name}` has the column `{doubled[0]}` more than once: rename one of them.")
    return Columns(scores, others, maybe_variant)


def tool_of(columns: Sequence[str]) -> str | None:
    """The tool whose export has such columns, when one is known."""
    there = set(columns)
    return next((tool for tool, marks in _TOOLS if marks <= there), None)


def _scores(table: TableData, given: ColumnMap) -> dict[str, str]:
    """The mapped scores, else `score` and every column that says so in front: `score_style`, `score.style`."""
    wanted = given.get("score")
    if wanted is not None:
        return {name: name for name in ([wanted] if isinstance(wanted, str) else wanted)}
    found: dict[str, str] = {}
    for column in table.columns:
        name = column.strip()
        if name.lower() == "score":
            found["score"] = column
        elif _SCORE_PREFIX.match(name.lower()) and not any(word in name.lower() for word in _NO_SCORE):
            found[name[6:].strip()] = column
    return found


def _check_given(table: TableData, given: ColumnMap) -> None:
    """Every name of the mapping must be ours, every column theirs."""
    for ours, columns in given.items():
        if ours != "score" and ours not in OUR_NAMES:
            names = ", ".join(f"`{name}`" for name in ("score", *OUR_NAMES))
            raise EvalFileError(f"`{ours}` in `columns` is not a name that is known here: write one of {names}.")
        if ours != "score" and not isinstance(columns, str):
            raise EvalFileError(f"`{ours}` in `columns` takes one column, not several: only `score` takes a list.")
        for column in [columns] if isinstance(columns, str) else columns:
            if column not in table.columns:
                near = difflib.get_close_matches(column, table.columns, n=1)
                hint = f"did you mean `{near[0]}`?" if near else f"it has {_shown(table.columns)}."
                raise EvalFileError(
                    f"`{table.name}` has no column `{column}`, which `columns` gives for `{ours}`: {hint}"
                )


def _missing(table: TableData, to_map: Sequence[str], missing: Sequence[str]) -> EvalFileError:
    """One sentence: what is missing, what is there, and the mapping to write. What is there may be a row of data."""
    if not table.columns:
        return EvalFileError(f"`{table.name}` has no columns: export the results again.")
    lacking = " and ".join(f"no column `{name}`" for name in missing)
    tool = tool_of(table.columns)
    looks = f"it looks like a table of {tool} with the columns" if tool else "its columns are"
    near = {name: nearest(name, table.columns) for name in dict.fromkeys(to_map)}
    written = ", ".join(f'"{name}": {_written(found)}' for name, found in near.items())
    return EvalFileError(
        f"`{table.name}` has {lacking}; {looks} {_shown(table.columns)}: map them, for example columns={{{written}}}.",
        f"`{table.name}` has {lacking} in its first row: name its columns so, or give the file that the tool wrote.",
    )


def nearest(ours: str, columns: Sequence[str]) -> list[str]:
    """Their columns that may be meant by one of our names, the likeliest first; empty when none comes near."""
    lower = {name.lower(): name for name in columns}
    if ours == "item":
        likely = [lower[name] for name in _ITEMS if name in lower]
        likely += [
            name for name in columns if name.lower().endswith(("_id", ".id")) and name not in (*likely, *_NOT_ITEMS)
        ]
    elif ours == "score":
        likely = [name for name in columns if _speaks_of_score(name.lower())]
    else:
        likely = [lower[name] for name in _VARIANTS if name in lower]
    found = likely or difflib.get_close_matches(ours, columns, n=1)
    return list(found) if ours == "score" else list(found[:1])


def _speaks_of_score(name: str) -> bool:
    if any(word in name for word in _NO_SCORE):
        return False
    return name.startswith(_SCORE_MARKS) or name.endswith("/score") or any(word in name for word in _SCORE_WORDS)


def _written(found: Sequence[str]) -> str:
    if not found:
        return '"<their column>"'
    if len(found) == 1:
        return f'"{found[0]}"'
    return "[" + ", ".join(f'"{name}"' for name in found[:5]) + "]"


def _shown(columns: Sequence[str]) -> str:
    shown = ", ".join(f"`{name[:60]}`" for name in columns[:12])
    return f"{shown} and {len(columns) - 12} more" if len(columns) > 12 else shown
