"""What a report says about costs: who costs least first, then each variant, break-evens, what is missing, what it rests
on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.report import cost_words
from advisor.report.outline import Block, Inline, Part, Span, Table, bullets, line, paragraph
from advisor.schema.costs import BreakEven, Costs, Swing, VariantCost
from advisor.schema.words import TITLES

_RANGE = "10 to 90 %"
_LEAST = 0.005
"""Parts below this share of the whole are not named."""
_MOST_PAIRS = 21
"""Break-evens that are told: all pairs of seven variants."""


def cost_parts(
    costs: Costs, near: Mapping[str, Sequence[str]] | None = None, simulated: str | None = None
) -> tuple[Part, ...]:
    """The parts of the report on costs. `near`: model that nobody knows -> names that look like it; `simulated`: what
    of the results is no measurement."""
    answer, breaks, ends = cost_summary_parts(costs, simulated)
    variants = [block for own in costs.variants for block in _variant(own, costs)]
    missing = [
        line(*((Span(f"{each.variant}: ", strong=True),) if each.variant else ()), cost_words.asked(each))
        for each in costs.missing
    ]
    unknown = [line(text) for model, names in (near or {}).items() if (text := cost_words.nearest(model, names))]
    ages = [line(text) for text in cost_words.old_prices(costs)]
    return (
        answer,
        Part("Variant by variant", tuple(variants)),
        breaks,
        Part("Still to be entered", bullets([*unknown, *missing])),
        ends,
        Part("Old prices", bullets(ages)),
        Part("What this rests on", _basis(costs)),
    )


def cost_summary_parts(costs: Costs, simulated: str | None = None) -> tuple[Part, Part, Part]:
    """What a report on something larger says about costs: who costs least, break-evens, models that end."""
    pairs = _told_pairs(costs)
    breaks = [line(each.sentence, _payback(each.payback_months, costs)) for each in pairs]
    if left_out := len(costs.break_evens) - len(pairs):
        breaks.append(line(f"{left_out:,} more pairs are left out here; the JSON and the workbook hold them all."))
    gone = [
        line(Span(f"{each.model} ({each.variant}): ", strong=True), each.sentence, f" [{', '.join(each.source)}]")
        for each in costs.notices
    ]
    return (
        Part("What it costs", _answer(costs, simulated)),
        Part("Break-even", bullets(breaks)),
        Part("Models that end", bullets(gone)),
    )


def _told_pairs(costs: Costs) -> Sequence[BreakEven]:
    """All break-evens, or where they are very many the first of those with the variant that costs least."""
    if len(costs.break_evens) <= _MOST_PAIRS:
        return costs.break_evens
    compared = {name for pair in costs.break_evens for name in (pair.a, pair.b)}
    counted = {own.variant: own.with_failures or own.total for own in costs.variants if own.variant in compared}
    totals = {name: cost.median for name, cost in counted.items() if cost}
    cheapest = min(totals, key=lambda name: totals[name], default=costs.break_evens[0].a)
    return [pair for pair in costs.break_evens if cheapest in (pair.a, pair.b)][:_MOST_PAIRS]


def _answer(costs: Costs, simulated: str | None) -> tuple[Block, ...]:
    without = cost_words.without_total(costs)
    good = costs.cheapest_good_enough
    return (
        *((paragraph(Span(simulated, strong=True)),) if simulated else ()),
        paragraph(Span(cost_words.answer(costs), strong=True), f" {without}" if without else ""),
        *((paragraph(f"Of those that are good enough and within the limits `{good}` costs least."),) if good else ()),
        *((_overview(costs),) if len(costs.variants) > 1 else ()),
    )


def _overview(costs: Costs) -> Table:
    if all(own.total is None for own in costs.variants):
        return Table(
            ("variant", "running, each"),
            tuple((own.variant, cost_words.with_range(own.running)) for own in costs.variants),
        )
    counts = any(own.with_failures for own in costs.variants)
    return Table(
        ("variant", "with failures, each" if counts else "all-in, each", "total", "least in"),
        tuple(
            (
                own.variant,
                cost_words.with_range(own.with_failures if counts else own.all_in),
                cost_words.with_range(own.total),
                "" if own.p_cheapest is None else cost_words.share(own.p_cheapest),
            )
            for own in costs.variants
        ),
    )


def _variant(own: VariantCost, costs: Costs) -> tuple[Block, ...]:
    place = TITLES[own.approach] if own.approach else "approach not known"
    model = f", {own.model}" if own.model and own.model != "none" else ""
    once_more = "training again"
    if own.trainings is not None:
        once_more += f" ({own.trainings} training{'' if own.trainings == 1 else 's'} in all)"
    figures = [
        ("a finished piece of work, running", own.running),
        ("a finished piece of work, all-in", own.all_in),
        ("a success, all-in", own.per_success),
        ("a piece of work with its failures", own.with_failures),
        (f"all of it over {costs.horizon_months} months", own.total),
        ("once", own.one_off),
        ("a month, without the pieces of work", own.monthly),
        (once_more, own.retraining),
    ]
    optional = {"a success, all-in", "a piece of work with its failures"}
    is_tuned = own.approach in ("fine-tuning", "rag+fine-tuning")
    rows = [
        (name, *cost_words.spread(found))
        for name, found in figures
        if found is not None or not (name in optional or (name == once_more and not is_tuned))
    ]
    rows = [row for row in rows if row[0] != once_more or is_tuned or row[1] != "$0"]
    return (
        paragraph(Span(own.variant, strong=True), f" ({place}{model})"),
        Table(("US dollars", "likely", "median", _RANGE), tuple(rows)),
        *bullets([line(cost_words.sentence(text)) for text in (*_facts(own, costs.horizon_months), *own.notes)]),
    )


def _facts(own: VariantCost, months: int) -> list[str]:
    """What stands behind the figures of one variant."""
    found = []
    if own.parts:
        found.append(f"Made of, over {months} months: {', '.join(_named_parts(own))}.")
    if own.cache_hit_rate is not None:
        found.append(
            f"The cache holds the fixed part of the prompt in {cost_words.share(own.cache_hit_rate)} of the calls."
        )
    if own.replicas is not None:
        found.append(f"Replicas that run: {own.replicas:g}.")
    moving = [each for each in own.swings if cost_words.money(each.at_low) != cost_words.money(each.at_high)]
    if moving:
        found.append(f"What moves it most: {'; '.join(_swing(each) for each in moving)}.")
    if own.measured_usd is not None:
        found.append(f"The eval tool itself said {cost_words.money(own.measured_usd)} a finished piece of work.")
    for name, standing in (("cost", own.cost_limit), ("latency", own.latency_limit)):
        if standing != "no limit":
            found.append(f"Your limit of {name}: {standing}.")
    return found


def _named_parts(own: VariantCost) -> list[str]:
    """Each part that is worth naming with what it comes to over the horizon; names that stand twice with their kind."""
    names = [part.name for part in own.parts]
    least = _LEAST * sum(part.usd.median for part in own.parts)
    return [
        f"{part.name}{f' ({part.kind})' if names.count(part.name) > 1 else ''} {cost_words.money(part.usd.median)}"
        for part in own.parts
        if part.usd.median >= least
    ]


def _swing(each: Swing) -> str:
    return f"{each.title} {cost_words.money(each.at_low)} to {cost_words.money(each.at_high)}"


def _payback(months: float | None, costs: Costs) -> str:
    if months is None or months == 0 or costs.volume is None:
        return ""
    within = "" if months <= costs.horizon_months else ", which is beyond the horizon"
    return f" What it costs more once is earned back in {months:.1f} months{within}."


def _basis(costs: Costs) -> tuple[Block, ...]:
    assumed = [
        f"Assumed: {each.title}{f' of `{each.variant}`' if each.variant else ''} {each.likely:g} {each.unit}"
        f" ({each.rests_on})."
        for each in costs.inputs
        if each.origin == "assumed"
    ]
    dates = cost_words.price_dates(costs)
    said: list[Inline] = [line(note) for note in (*costs.notes, *assumed, *([dates] if dates else ()))]
    return (*bullets(said), paragraph(cost_words.method(costs)))
