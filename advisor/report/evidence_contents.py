"""What a report says about eval results: every number with its n, its interval and its method."""

from __future__ import annotations

from decimal import Decimal

from advisor.report.outline import Part, Span, Table, bullets, line, paragraph
from advisor.schema.evidence import Evidence, ScoreSummary, VariantSummary
from advisor.schema.words import TITLES

NOT_KNOWN = "unknown"


def evidence_parts(evidence: Evidence) -> tuple[Part, ...]:
    """The parts of the report on eval results."""
    target = "no target set" if evidence.target is None else f"target {evidence.target:g}"
    simulated = (paragraph(Span(evidence.simulated, strong=True)),) if evidence.simulated else ()
    files = [
        line(
            Span(file.name, code=True),
            f" {file.tool} {file.tool_version or ''}: {file.rows} rows, run {file.status}. ",
            *file.notes,
        )
        for file in evidence.files
    ]
    return (
        Part(
            "Eval results",
            (
                *simulated,
                paragraph(f"Score `{evidence.score}`, {target}, margin {evidence.margin:g}."),
                Table(
                    (
                        "variant",
                        "approach",
                        "n",
                        "failed",
                        "mean",
                        "interval (method)",
                        "USD a request",
                        "latency",
                    ),
                    tuple(_row(variant, evidence.score) for variant in evidence.variants),
                ),
            ),
        ),
        Part("Paired differences", bullets([line(pair.sentence) for pair in evidence.pairs])),
        Part("Files", bullets(files)),
        Part("Counted, not hidden", bullets([line(note) for note in evidence.notes])),
        Part(
            "What the rules read from this",
            bullets(
                [
                    line(Span(fact, code=True), f" {value}")
                    for fact, value in evidence.facts.items()
                    if value != "untested"
                ]
            ),
        ),
    )


def score_text(score: ScoreSummary | None) -> tuple[str, str]:
    """Mean and interval with its method, as texts; `unknown` where there is none."""
    if score is None:
        return NOT_KNOWN, NOT_KNOWN
    digits = 2 if score.n < 1000 else 3
    if score.interval is None:
        return f"{score.mean:.{digits}f}", f"none with n = {score.n}"
    low, high = score.interval.low, score.interval.high
    return (
        f"{score.mean:.{digits}f}",
        f"{low:.{digits}f} to {high:.{digits}f} ({score.interval.level:.0%}, {score.method})",
    )


def cost_text(variant: VariantSummary) -> str:
    """Cost per request in US dollars and how many rows it rests on, or `unknown`."""
    if variant.cost_per_request_usd is None:
        return NOT_KNOWN
    return f"{Decimal(f'{variant.cost_per_request_usd:.3g}'):f} (n = {variant.cost_rows})"


def _row(variant: VariantSummary, score: str) -> tuple[str, ...]:
    summary = variant.scores.get(score)
    mean, interval = score_text(summary)
    return (
        variant.variant,
        TITLES[variant.approach] if variant.approach else NOT_KNOWN,
        str(summary.n if summary else 0),
        str(variant.failed),
        mean,
        interval,
        cost_text(variant),
        NOT_KNOWN if variant.mean_latency_s is None else f"{variant.mean_latency_s:.2f} s (n = {variant.latency_rows})",
    )
