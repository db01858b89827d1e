"""What the run took: tokens, seconds, hours, and the parts that were cut."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmarks.reproduce import plan
from benchmarks.reproduce.cells import table
from benchmarks.reproduce.findings import Split


def effort(found: Mapping[str, Split]) -> str:
    """Tokens and seconds of each variant, what training took, the hours, and what was cut."""
    lines, seconds, trained = [], 0.0, {}
    for split in found.values():
        totals = {own.variant: own for own in split.evidence.variants}
        for told in split.told:
            seconds += told["seconds"]
            if told["training"]:
                trained[split.name[0], told["variant"], told["seed"]] = told["training"]
        for variant, own in totals.items():
            spent = [told["seconds"] for told in split.told if told["variant"] == variant]
            rows = max(own.rows, 1)
            lines.append(
                [
                    split.name,
                    f"`{variant}`",
                    _mean(own.tokens_in, rows),
                    _mean(own.tokens_cached, rows),
                    _mean(own.tokens_out, rows),
                    f"{sum(spent) / rows:.2f}",
                    f"{own.latency_p50_s.value:.1f}" if own.latency_p50_s else "",
                ]
            )
    heads = [
        "questions",
        "variant",
        "tokens in",
        "of them cached",
        "tokens out",
        "seconds an item",
        "seconds a batch",
    ]
    tuned = [
        [
            task.upper(),
            f"`{variant}`",
            str(seed),
            str(own["examples"]),
            f"{own['tokens']:,}",
            f"{own['seconds'] / 60:.1f}",
        ]
        for (task, variant, seed), own in sorted(trained.items())
    ]
    training = sum(own["seconds"] for own in trained.values())
    logs = [told for split in found.values() for told in split.told]
    machines = sorted({_machine(told["machine"]) for told in (*logs, *trained.values())})
    left = [part.name for part in plan.parts() if part.kind == "ask" and not _is_there(part, found)]
    cut = f"Cut: {', '.join(left)}." if left else "Nothing was cut."
    every = [own for split in found.values() for own in split.evidence.variants]
    closing = (
        f"In all {sum(own.rows for own in every):,} answers; {sum(own.tokens_in or 0 for own in every):,} tokens read,"
        f" {sum(own.tokens_out or 0 for own in every):,} written and"
        f" {sum(own['tokens'] for own in trained.values()):,} trained on;"
        f" {(seconds + training) / 3600:.1f} hours, {training / 3600:.1f} of them training, on"
        f" {' and '.join(machines)}. " + cut
    )
    adapters = table(["task", "adapter", "seed", "examples", "training tokens", "minutes"], tuned)
    return "\n\n".join([table(heads, lines), adapters, closing])


def _is_there(part: plan.Part, found: Mapping[str, Split]) -> bool:
    split = found.get(f"{part.task}-{part.split}")
    return split is not None and any(
        told["variant"] == part.variant and (told["seed"] or 0) == part.seed for told in split.told
    )


def _machine(told: Mapping[str, Any]) -> str:
    device = "the processor" if told["device"] == "cpu" else told["device"]
    return f"{device} with {told['threads']} thread{'s' if told['threads'] != 1 else ''}"


def _mean(total: int | None, rows: int) -> str:
    return "" if total is None else f"{total / rows:.0f}"
