"""What a report says about eval results: the answer first, every number with its n and interval, the methods last."""

from __future__ import annotations

from decimal import Decimal

from advisor.evals.number_words import enumerated, items_words, span, with_interval
from advisor.language import N_, _, pgettext, run_on
from advisor.report import evidence_words, labelled_words
from advisor.report.outline import Block, Inline, Part, Span, Table, bullets, line, paragraph
from advisor.schema.evidence import (
    Evidence,
    FileRead,
    HealthCheck,
    PairedDifference,
    ScoreSummary,
    VariantSummary,
    VariantVerdict,
)
from advisor.schema.words import approach_title

NOT_KNOWN = N_("unknown")


def evidence_parts(evidence: Evidence) -> tuple[Part, ...]:
    """The parts of the report on eval results."""
    read = [line(Span(fact, code=True), f" {value}") for fact, value in evidence.facts.items() if value != "untested"]
    return (
        Part(_("Eval results"), _answer(evidence)),
        Part(
            pgettext("verdicts", "Variant by variant"),
            bullets([_verdict(each, evidence) for each in evidence.verdicts]),
        ),
        Part(_("Paired differences"), bullets([line(_pair(each)) for each in evidence.pairs])),
        Part(_("Eval health"), _health(evidence)),
        Part(_("What to measure next"), bullets([line(each.sentence) for each in evidence.next], ordered=True)),
        Part(_("Labelled failures"), _failures(evidence)),
        Part(_("Files"), bullets([_file(file) for file in evidence.files])),
        Part(_("Counted, not hidden"), bullets([line(note) for note in evidence.notes])),
        Part(_("What the rules read from this"), bullets(read)),
        Part(_("How computed"), bullets([line(each) for each in evidence_methods(evidence)])),
    )


def evidence_methods(evidence: Evidence) -> list[str]:
    """How every number was worked out, a sentence each; none without results."""
    if not evidence.variants:
        return []
    said = [
        mean_methods(evidence),
        *(pair_method(each) for each in evidence.pairs),
        *(_("Verdict on `{variant}`: {method}.", variant=own.variant, method=own.method) for own in evidence.verdicts),
        *([_(evidence_words.PROBABILITIES)] if evidence.verdicts else []),
        *([_(evidence_words.FRONT)] if any(own.p_on_front is not None for own in evidence.verdicts) else []),
        *check_methods(evidence),
    ]
    if evidence.failures:
        said.append(_("{what}: {how}", what=_("Labelled failures"), how=_(labelled_words.COMPUTED)))
    return said


def check_methods(evidence: Evidence) -> list[str]:
    """Further figures of the checks, under the names of their methods."""
    told = [
        _("{check}: {figures}.", check=each.title, figures=each.computed)
        for each in evidence.health.checks
        if each.computed
    ]
    return [*told, *evidence_words.judged_methods(evidence.health)]


def mean_methods(evidence: Evidence) -> str:
    """The methods of the intervals of the means, named once."""
    scores = [each.scores.get(evidence.score) for each in evidence.variants]
    methods = list(dict.fromkeys(score.interval.method for score in scores if score and score.interval))
    if not methods:
        return _("No interval of a mean could be worked out.")
    return _("Intervals of the means by {methods}.", methods=enumerated(methods))


def pair_method(each: PairedDifference) -> str:
    """How a pair was compared: its interval and its p-value, each with the method."""
    bar = each.interval95 or each.interval90
    method = bar.method if bar else _("no interval")
    if each.p_value is None:
        return _("`{a}` and `{b}`: {method}.", a=each.a, b=each.b, method=method)
    return _(
        "`{a}` and `{b}`: {method}; p = {p}, {test}.",
        a=each.a,
        b=each.b,
        method=method,
        p=f"{each.p_value:.2g}",
        test=each.p_method,
    )


def score_text(score: ScoreSummary | None) -> tuple[str, str]:
    """Mean and interval, as texts; `unknown` where there is none."""
    if score is None:
        return _(NOT_KNOWN), _(NOT_KNOWN)
    if score.interval is None:
        return _figure(score.mean, score), _("none with n = {n}", n=score.n)
    return _figure(score.mean, score), _bounds(score)


def _answer(evidence: Evidence) -> tuple[Block, ...]:
    says = _(" This is {standing}.", standing=evidence_words.standing(evidence))
    rows = [_row(variant, evidence.score) for variant in evidence.variants]
    return (
        *((paragraph(Span(evidence.caveat, strong=True)),) if evidence.caveat else ()),
        paragraph(Span(evidence.choice.sentence, strong=True), says),
        *bullets([line(other) for other in evidence.choice.others]),
        paragraph(run_on(_measure(evidence), _("n counts items."), _means(evidence))),
        Table((_("variant"), "n", _("failed"), _("mean (95 %)"), _("USD/request"), _("latency")), tuple(rows)),
    )


def _measure(evidence: Evidence) -> str:
    margin = f"{evidence.margin:g}"
    if evidence.target is None:
        return _("Score `{score}`, no target set, margin {margin}.", score=evidence.score, margin=margin)
    target = f"{evidence.target:g}"
    return _("Score `{score}`, target {target}, margin {margin}.", score=evidence.score, target=target, margin=margin)


def _means(evidence: Evidence) -> str:
    if all(_is_whole(each) for each in evidence.variants):
        return _("Costs and latencies are means over the calls.")
    return _("Costs and latencies are means over the calls that tell (n).")


def _is_whole(each: VariantSummary) -> bool:
    """Whether no number of calls stands beside its means."""
    means = ((each.cost_per_request_usd, each.cost_rows), (each.mean_latency_s, each.latency_rows))
    return all(mean is None or _is_of_all(rows, each) for mean, rows in means)


def _is_of_all(rows: int, variant: VariantSummary) -> bool:
    return rows in (variant.rows, variant.rows - variant.failed)


def _row(variant: VariantSummary, score: str) -> tuple[str, ...]:
    summary, latency = variant.scores.get(score), variant.mean_latency_s
    mean = _(NOT_KNOWN)
    if summary is not None:
        bounds = _bounds(summary) if summary.interval else _("no interval")
        mean = with_interval(_figure(summary.mean, summary), bounds)
    seconds = None if latency is None else _("{n} s", n=_plain(latency))
    cost = None if variant.cost_per_request_usd is None else _plain(variant.cost_per_request_usd)
    return (
        variant.variant,
        f"{summary.n if summary else 0:,}",
        f"{variant.failed:,}",
        mean,
        _known(cost, variant.cost_rows, variant),
        _known(seconds, variant.latency_rows, variant),
    )


def _plain(mean: float) -> str:
    return f"{Decimal(f'{mean:.3g}'):f}"


def _known(mean: str | None, rows: int, variant: VariantSummary) -> str:
    """A mean over calls, with their number where it is not known of all that did not fail."""
    if mean is None:
        return _(NOT_KNOWN)
    return mean if _is_of_all(rows, variant) else with_interval(mean, f"n = {rows:,}")


def _figure(value: float, score: ScoreSummary) -> str:
    return f"{value:.{2 if score.n < 1000 else 3}f}"


def _bounds(score: ScoreSummary) -> str:
    if score.interval is None:
        return ""
    return span(_figure(score.interval.low, score), _figure(score.interval.high, score))


def _verdicts(evidence: Evidence) -> tuple[Block, ...]:
    return bullets([_verdict(each, evidence) for each in evidence.verdicts])


def _verdict(each: VariantVerdict, evidence: Evidence) -> Inline:
    place = approach_title(each.approach) if each.approach else _("approach unknown")
    chances = [
        _("P({event}) {chance}", event=event, chance=chance) for event, chance in evidence_words.chances(each, evidence)
    ]
    figures = _("; ").join([f"n = {each.n:,}", *([enumerated(chances)] if chances else [])])
    says = run_on(each.sentence, each.known)
    return line(
        Span(_(evidence_words.VERDICTS[each.verdict]).upper(), strong=True),
        _(" ({place}): {says} [{figures}]", place=place, says=says, figures=figures),
    )


def _pair(each: PairedDifference) -> str:
    if not each.n_dropped:
        return each.sentence
    return _("{says} [{items} not shared]", says=each.sentence, items=items_words(each.n_dropped))


def _health(evidence: Evidence) -> tuple[Block, ...]:
    health = evidence.health
    judged = tuple(_(name) for name in evidence_words.JUDGED)
    state = _("{state}.", state=evidence_words.colour(health.state).upper())
    return (
        paragraph(Span(state, strong=True), _(" {says}", says=health.sentence)),
        *bullets([_check(check) for check in health.checks if check.state != "unknown"]),
        *((Table(judged, tuple(evidence_words.judged_rows(health))),) if health.judged else ()),
        *_not_checked([check for check in health.checks if check.state == "unknown"]),
    )


def _check(check: HealthCheck) -> Inline:
    names = enumerated([f"`{item}`" for item in check.items])
    says = _("{check}: {figure}. {says}", check=check.title, figure=check.figure, says=check.sentence)
    items = _(" Items: {names}.", names=names) if check.items else ""
    return line(Span(evidence_words.colour(check.state).upper(), strong=True), f" {says}{items}")


def _not_checked(checks: list[HealthCheck]) -> tuple[Block, ...]:
    if not checks:
        return ()
    return (
        paragraph(_("Not checked, for want of what it takes:")),
        *bullets([line(_("{check}: {says}", check=check.title, says=check.sentence)) for check in checks]),
    )


def _failures(evidence: Evidence) -> tuple[Block, ...]:
    found = evidence.failures
    if found is None:
        return ()
    rows = [line(row) for row in labelled_words.share_lines(found)]
    of_variant = _("Variant `{variant}`.", variant=found.variant)
    return (paragraph(run_on(found.sentence, of_variant)), *bullets(rows))


def _file(file: FileRead) -> Inline:
    tool = " ".join(filter(None, (file.tool, file.tool_version)))
    run = _(evidence_words.RUNS[file.status])
    said = _("{tool}: {n} rows, run {status}.", tool=tool, n=f"{file.rows:,}", status=run)
    return line(Span(file.name, code=True), f" {run_on(said, *file.notes)}")
