"""What a report says about eval results: the answer first, then every number with its n, interval and method."""

from __future__ import annotations

from decimal import Decimal

from advisor.report import evidence_words, labelled_words
from advisor.report.outline import Block, Inline, Part, Span, Table, bullets, line, paragraph
from advisor.report.words import counted
from advisor.schema.evidence import (
    Evidence,
    HealthCheck,
    PairedDifference,
    ScoreSummary,
    VariantSummary,
    VariantVerdict,
)
from advisor.schema.words import TITLES

NOT_KNOWN = "unknown"


def evidence_parts(evidence: Evidence) -> tuple[Part, ...]:
    """The parts of the report on eval results."""
    files = [
        line(
            Span(file.name, code=True),
            f" {' '.join(filter(None, (file.tool, file.tool_version)))}: {file.rows:,} rows, run {file.status}.",
            *(f" {note}" for note in file.notes),
        )
        for file in evidence.files
    ]
    read = [line(Span(fact, code=True), f" {value}") for fact, value in evidence.facts.items() if value != "untested"]
    return (
        Part("Eval results", _answer(evidence)),
        Part("Variant by variant", _verdicts(evidence)),
        Part("Paired differences", bullets([_pair(each) for each in evidence.pairs])),
        Part("Eval health", _health(evidence)),
        Part("What to measure next", bullets([line(each.sentence) for each in evidence.next], ordered=True)),
        Part("Labelled failures", _failures(evidence)),
        Part("Files", bullets(files)),
        Part("Counted, not hidden", bullets([line(note) for note in evidence.notes])),
        Part("What the rules read from this", bullets(read)),
    )


def score_text(score: ScoreSummary | None) -> tuple[str, str]:
    """Mean and interval with its method, as texts; `unknown` where there is none."""
    if score is None:
        return NOT_KNOWN, NOT_KNOWN
    if score.interval is None:
        return _figure(score.mean, score), f"none with n = {score.n}"
    return _figure(score.mean, score), f"{_bounds(score)} ({score.interval.level:.0%}, {score.interval.method})"


def pair_method(each: PairedDifference) -> str:
    """How a pair was compared: `Tango; p = 0.21, McNemar mid-p; 3 items not shared`."""
    bar = each.interval95 or each.interval90
    p = [] if each.p_value is None else [f"p = {each.p_value:.2g}, {each.p_method}"]
    dropped = [f"{counted(each.n_dropped, 'item')} not shared"] if each.n_dropped else []
    return "; ".join([bar.method if bar else "no interval", *p, *dropped])


def _answer(evidence: Evidence) -> tuple[Block, ...]:
    target = "no target set" if evidence.target is None else f"target {evidence.target:g}"
    standing = evidence_words.standing(evidence)
    return (
        *((paragraph(Span(evidence.simulated, strong=True)),) if evidence.simulated else ()),
        paragraph(Span(evidence.choice.sentence, strong=True), f" This is {standing}."),
        *bullets([line(other) for other in evidence.choice.others]),
        paragraph(f"Score `{evidence.score}`, {target}, margin {evidence.margin:g}. {_methods(evidence)}"),
        Table(
            ("variant", "n", "failed", "mean (95 %)", "USD/request", "latency"),
            tuple(_row(variant, evidence.score) for variant in evidence.variants),
        ),
    )


def _methods(evidence: Evidence) -> str:
    """The methods of the intervals in the table, named once."""
    scores = [each.scores.get(evidence.score) for each in evidence.variants]
    methods = dict.fromkeys(score.interval.method for score in scores if score and score.interval)
    told = f"Intervals by {', '.join(methods)}; n counts items" if methods else "No interval could be worked out"
    return f"{told}. Costs and latencies are means over the calls{'' if _all_tell(evidence) else ' that tell (n)'}."


def _all_tell(evidence: Evidence) -> bool:
    return not any("(n =" in cell for each in evidence.variants for cell in _row(each, evidence.score)[-2:])


def _row(variant: VariantSummary, score: str) -> tuple[str, ...]:
    summary = variant.scores.get(score)
    mean = NOT_KNOWN
    if summary is not None:
        bounds = f" ({_bounds(summary)})" if summary.interval else " (no interval)"
        mean = f"{_figure(summary.mean, summary)}{bounds}"
    return (
        variant.variant,
        f"{summary.n if summary else 0:,}",
        f"{variant.failed:,}",
        mean,
        _known(variant.cost_per_request_usd, variant.cost_rows, variant, ""),
        _known(variant.mean_latency_s, variant.latency_rows, variant, " s"),
    )


def _known(mean: float | None, rows: int, variant: VariantSummary, unit: str) -> str:
    """A mean over calls, with their number where it is not known of all that did not fail."""
    if mean is None:
        return NOT_KNOWN
    told = f"{Decimal(f'{mean:.3g}'):f}{unit}"
    return told if rows in (variant.rows, variant.rows - variant.failed) else f"{told} (n = {rows:,})"


def _figure(value: float, score: ScoreSummary) -> str:
    return f"{value:.{2 if score.n < 1000 else 3}f}"


def _bounds(score: ScoreSummary) -> str:
    if score.interval is None:
        return ""
    return f"{_figure(score.interval.low, score)} to {_figure(score.interval.high, score)}"


def _verdicts(evidence: Evidence) -> tuple[Block, ...]:
    rows = [_verdict(each, evidence) for each in evidence.verdicts]
    return (*bullets(rows), *((paragraph(evidence_words.PROBABILITIES),) if rows else ()))


def _verdict(each: VariantVerdict, evidence: Evidence) -> Inline:
    known = f" {each.known}" if each.known else ""
    place = TITLES[each.approach] if each.approach else "approach unknown"
    chances = evidence_words.chances(each, evidence)
    ending = f"; {', '.join(f'P({event}) {chance}' for event, chance in chances)}" if chances else ""
    return line(
        Span(each.verdict.upper(), strong=True),
        f" ({place}): {each.sentence}{known} [{each.method}; n = {each.n:,}{ending}]",
    )


def _pair(each: PairedDifference) -> Inline:
    return line(f"{each.sentence} [{pair_method(each)}]")


def _health(evidence: Evidence) -> tuple[Block, ...]:
    health = evidence.health
    return (
        paragraph(Span(f"{health.state.upper()}.", strong=True), f" {health.sentence}"),
        *bullets([_check(check) for check in health.checks if check.state != "unknown"]),
        *((Table(evidence_words.JUDGED, tuple(evidence_words.judged_rows(health))),) if health.judged else ()),
        *_not_checked([check for check in health.checks if check.state == "unknown"]),
    )


def _check(check: HealthCheck) -> Inline:
    items = f" Items: {', '.join(f'`{item}`' for item in check.items)}." if check.items else ""
    return line(Span(check.state.upper(), strong=True), f" {check.title}: {check.figure}. {check.sentence}{items}")


def _not_checked(checks: list[HealthCheck]) -> tuple[Block, ...]:
    if not checks:
        return ()
    return (
        paragraph("Not checked, for want of what it takes:"),
        *bullets([line(f"{check.title}: {check.sentence}") for check in checks]),
    )


def _failures(evidence: Evidence) -> tuple[Block, ...]:
    found = evidence.failures
    if found is None:
        return ()
    rows = [line(row) for row in labelled_words.share_lines(found)]
    return (paragraph(f"{found.sentence} Variant `{found.variant}`."), *bullets(rows))
