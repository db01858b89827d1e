"""What a promptfoo file says about its run: how it was made, and totals that its rows should give."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from advisor.files.promptfoo_marks import provider_name
from advisor.files.promptfoo_rows import is_failed
from advisor.files.without_folders import one_line
from advisor.language import _, ngettext

Rows = Sequence[tuple[int, Mapping[str, Any]]]


def run_settings(whole: Mapping[str, Any]) -> dict[str, str]:
    """`date`, `dataset`, `temperature`, `max_tokens`, `repeats` and `grader`, where the file tells them."""
    config, results = _object(whole, "config"), _object(whole, "results")
    when = _object(whole, "metadata").get("evaluationCreatedAt") or results.get("timestamp") or whole.get("createdAt")
    providers = config.get("providers") or config.get("targets")
    options = [_object(provider, "config") for provider in (providers if isinstance(providers, list) else [providers])]
    told = {
        "date": when.isoformat() if isinstance(when, date) else when,  # YAML makes dates of texts that look so
        "dataset": config.get("description"),
        "temperature": _listed(options, "temperature"),
        "max_tokens": _listed(options, "max_tokens"),
        "repeats": _object(whole, "runtimeOptions").get("repeat"),
        "grader": provider_name(_object(_object(config, "defaultTest"), "options").get("provider")),
    }
    return {
        key: one_line(str(value))
        for key, value in told.items()
        if isinstance(value, str | int | float) and str(value).strip()
    }


def differences_from_totals(whole: Mapping[str, Any], rows: Rows) -> list[str]:
    """A note where promptfoo's own totals are not those of the rows; its counts, then its sums of `score`."""
    results = _object(whole, "results")
    stats = _object(results, "stats")
    told = [stats.get(key) for key in ("successes", "failures", "errors")]
    failed = [is_failed(row) for _, row in rows]
    passed = sum(row.get("success") is True and not out for (_, row), out in zip(rows, failed, strict=True))
    found = [passed, len(rows) - passed - sum(failed), sum(failed)]
    notes = []
    if isinstance(told[0], int) and isinstance(told[1], int):
        # Releases before `errors` counted a failed call as a failure.
        seen, has_errors = (found, True) if isinstance(told[2], int) else ([passed, len(rows) - passed], False)
        if told[: len(seen)] != seen:
            notes.append(
                _(
                    "promptfoo counts {told}, its rows are {seen}: the rows are used.",
                    told=_counts(told, has_errors),
                    seen=_counts(seen, has_errors),
                )
            )
    notes.extend(_differing_sums(results.get("prompts"), rows))
    return notes


def _counts(counts: Sequence[Any], has_errors: bool) -> str:
    tests = {"passed": f"{counts[0]:,}", "failed": f"{counts[1]:,}"}
    if not has_errors:
        return _("{passed} passed and {failed} failed tests", **tests)
    return ngettext(
        "{passed} passed and {failed} failed tests and {n} error",
        "{passed} passed and {failed} failed tests and {n} errors",
        counts[2],
        **tests,
    )


def _differing_sums(prompts: object, rows: Rows) -> list[str]:
    """promptfoo sums `score` for each prompt and provider."""
    sums: dict[object, float] = defaultdict(float)
    for _number, row in rows:
        place, score = row.get("promptIdx"), row.get("score")
        if not isinstance(place, int) or not isinstance(score, int | float):
            return []
        sums[place] += score
    differing = 0
    for place, prompt in enumerate(prompts if isinstance(prompts, list) else ()):
        total = _object(prompt, "metrics").get("score")
        if isinstance(total, int | float) and place in sums:
            differing += not math.isclose(total, sums[place], rel_tol=1e-6, abs_tol=1e-6)
    if not differing:
        return []
    return [
        ngettext(
            "promptfoo's sum of `score` differs from its rows for {n} prompt and provider pair: the rows are used.",
            "promptfoo's sum of `score` differs from its rows for {n} prompt and provider pairs: the rows are used.",
            differing,
        )
    ]


def _listed(options: Sequence[Mapping[str, Any]], key: str) -> str | None:
    """The values that providers set, each once."""
    values = (option.get(key) for option in options)
    return ", ".join(dict.fromkeys(str(value) for value in values if isinstance(value, int | float))) or None


def _object(holder: object, key: str) -> Mapping[str, Any]:
    found = holder.get(key) if isinstance(holder, dict) else None
    return found if isinstance(found, dict) else {}
