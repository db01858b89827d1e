"""What a report says about costs: who costs least first, then each variant, break-evens, what is missing, what it rests
on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.language import N_, _, ngettext, run_on
from advisor.report import cost_words
from advisor.report.outline import Block, Inline, Part, Span, Table, bullets, line, paragraph
from advisor.schema.costs import BreakEven, CostInput, CostPart, CostRange, Costs, Swing, VariantCost
from advisor.schema.words import approach_title

_RANGE = N_("10 to 90 %")
_LEAST = 0.005
"""Parts below this share of the whole are not named."""
_MOST_PAIRS = 21
"""Break-evens that are told: all pairs of seven variants."""


def cost_parts(
    costs: Costs, near: Mapping[str, Sequence[str]] | None = None, caveat: str | None = None
) -> tuple[Part, ...]:
    """The parts of the report on costs. `near`: model that nobody knows -> names that look like it; `caveat`: what
    of the results is no measurement."""
    answer, breaks, ends = cost_summary_parts(costs, caveat)
    variants = [block for own in costs.variants for block in _variant(own, costs)]
    missing = [
        line(*((_named(each.variant),) if each.variant else ()), cost_words.asked(each)) for each in costs.missing
    ]
    unknown = [line(text) for model, names in (near or {}).items() if (text := cost_words.nearest(model, names))]
    ages = [line(text) for text in cost_words.old_prices(costs)]
    return (
        answer,
        Part(_("Variant by variant"), tuple(variants)),
        breaks,
        Part(_("Still to be entered"), bullets([*unknown, *missing])),
        ends,
        Part(_("Old prices"), bullets(ages)),
        Part(_("What this rests on"), _basis(costs)),
    )


def cost_summary_parts(costs: Costs, caveat: str | None = None) -> tuple[Part, Part, Part]:
    """What a report on something larger says about costs: who costs least, break-evens, models that end."""
    pairs = _told_pairs(costs)
    breaks = [line(run_on(each.sentence, _payback(each.payback_months, costs))) for each in pairs]
    if left_out := len(costs.break_evens) - len(pairs):
        told = _("{n} more pairs are left out here; the JSON and the workbook hold them all.", n=f"{left_out:,}")
        breaks.append(line(told))
    gone = [
        line(
            _named(_("{model} ({variant})", model=each.model, variant=each.variant)),
            each.sentence,
            f" [{', '.join(each.source)}]",
        )
        for each in costs.notices
    ]
    return (
        Part(_("What it costs"), _answer(costs, caveat)),
        Part(_("Break-even"), bullets(breaks)),
        Part(_("Models that end"), bullets(gone)),
    )


def _named(name: str) -> Span:
    """What a line is about, before what is said of it."""
    return Span(_("{name}: ", name=name), strong=True)


def _told_pairs(costs: Costs) -> Sequence[BreakEven]:
    """All break-evens, or where they are very many the first of those with the variant that costs least."""
    if len(costs.break_evens) <= _MOST_PAIRS:
        return costs.break_evens
    compared = {name for pair in costs.break_evens for name in (pair.a, pair.b)}
    counted = {own.variant: own.with_failures or own.total for own in costs.variants if own.variant in compared}
    totals = {name: cost.median for name, cost in counted.items() if cost}
    cheapest = min(totals, key=lambda name: totals[name], default=costs.break_evens[0].a)
    return [pair for pair in costs.break_evens if cheapest in (pair.a, pair.b)][:_MOST_PAIRS]


def _answer(costs: Costs, caveat: str | None) -> tuple[Block, ...]:
    answer = cost_words.answer(costs)
    rest = run_on(answer, cost_words.without_total(costs)).removeprefix(answer)
    good = costs.cheapest_good_enough
    return (
        *((paragraph(Span(caveat, strong=True)),) if caveat else ()),
        paragraph(Span(answer, strong=True), rest),
        *((paragraph(_cheapest_good_enough(good)),) if good else ()),
        *((_overview(costs),) if len(costs.variants) > 1 else ()),
    )


def _cheapest_good_enough(variant: str) -> str:
    return _("Of those that are good enough and within the limits `{variant}` costs least.", variant=variant)


def _overview(costs: Costs) -> Table:
    if all(own.total is None for own in costs.variants):
        return Table(
            (_("variant"), _("running, each")),
            tuple((own.variant, cost_words.with_range(own.running)) for own in costs.variants),
        )
    counts = any(own.with_failures for own in costs.variants)
    return Table(
        (_("variant"), _("with failures, each") if counts else _("all-in, each"), _("total"), _("least in")),
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
    place = approach_title(own.approach) if own.approach else _("approach not known")
    model = f"{_(', ')}{own.model}" if own.model and own.model != "none" else ""
    is_tuned = own.approach in ("fine-tuning", "rag+fine-tuning")
    rows = [
        (name, *cost_words.spread(found))
        for name, found, always in _figures(own, costs.horizon_months, is_tuned=is_tuned)
        if found is not None or always
    ]
    return (
        paragraph(Span(own.variant, strong=True), _(" ({approach}{model})", approach=place, model=model)),
        Table((_("US dollars"), _("likely"), _("median"), _(_RANGE)), tuple(rows)),
        *bullets([line(cost_words.sentence(text)) for text in (*_facts(own, costs.horizon_months), *own.notes)]),
    )


def _figures(own: VariantCost, months: int, *, is_tuned: bool) -> list[tuple[str, CostRange | None, bool]]:
    """Each figure with its name, and whether it stands there where it is not known."""
    found = [
        (_("a finished piece of work, running"), own.running, True),
        (_("a finished piece of work, all-in"), own.all_in, True),
        (_("a success, all-in"), own.per_success, False),
        (_("a piece of work with its failures"), own.with_failures, False),
        (_("all of it over {n} months", n=months), own.total, True),
        (_("once"), own.one_off, True),
        (_("a month, without the pieces of work"), own.monthly, True),
    ]
    if is_tuned or (own.retraining is not None and own.retraining.likely != 0):
        found.append((_again(own.trainings), own.retraining, is_tuned))
    return found


def _again(trainings: int | None) -> str:
    if trainings is None:
        return _("training again")
    return ngettext("training again ({n} training in all)", "training again ({n} trainings in all)", trainings)


def _facts(own: VariantCost, months: int) -> list[str]:
    """What stands behind the figures of one variant."""
    found = []
    if own.parts:
        found.append(_("Made of, over {n} months: {parts}.", n=months, parts=_(", ").join(_named_parts(own))))
    if own.cache_hit_rate is not None:
        share = cost_words.share(own.cache_hit_rate)
        found.append(_("The cache holds the fixed part of the prompt in {share} of the calls.", share=share))
    if own.replicas is not None:
        found.append(_("Replicas that run: {n}.", n=f"{own.replicas:g}"))
    moving = [each for each in own.swings if cost_words.money(each.at_low) != cost_words.money(each.at_high)]
    if moving:
        found.append(_("What moves it most: {inputs}.", inputs=_("; ").join(_swing(each) for each in moving)))
    if own.measured_usd is not None:
        usd = cost_words.money(own.measured_usd)
        found.append(_("The eval tool itself said {usd} a finished piece of work.", usd=usd))
    if own.cost_limit != "no limit":
        found.append(_("Your limit of cost: {standing}.", standing=_(cost_words.STANDINGS[own.cost_limit])))
    if own.latency_limit != "no limit":
        found.append(_("Your limit of latency: {standing}.", standing=_(cost_words.STANDINGS[own.latency_limit])))
    return found


def _named_parts(own: VariantCost) -> list[str]:
    """Each part that is worth naming with what it comes to over the horizon; names that stand twice with their kind."""
    names = [part.name for part in own.parts]
    least = _LEAST * sum(part.usd.median for part in own.parts)
    return [
        _("{part} {usd}", part=_part(part, with_kind=names.count(part.name) > 1), usd=cost_words.money(part.usd.median))
        for part in own.parts
        if part.usd.median >= least
    ]


def _part(part: CostPart, *, with_kind: bool) -> str:
    name = _(part.name)
    return _("{part} ({kind})", part=name, kind=_(cost_words.PART_KINDS[part.kind])) if with_kind else name


def _swing(each: Swing) -> str:
    low, high = cost_words.money(each.at_low), cost_words.money(each.at_high)
    return _("{input} {low} to {high}", input=each.title, low=low, high=high)


def _payback(months: float | None, costs: Costs) -> str:
    if months is None or months == 0 or costs.volume is None:
        return ""
    told = f"{months:.1f}"
    if months <= costs.horizon_months:
        return _("What it costs more once is earned back in {months} months.", months=told)
    return _("What it costs more once is earned back in {months} months, which is beyond the horizon.", months=told)


def _basis(costs: Costs) -> tuple[Block, ...]:
    assumed = [_assumed(each) for each in costs.inputs if each.origin == "assumed"]
    dates = cost_words.price_dates(costs)
    said: list[Inline] = [line(note) for note in (*costs.notes, *assumed, *([dates] if dates else ()))]
    return (*bullets(said), paragraph(cost_words.method(costs)))


def _assumed(each: CostInput) -> str:
    told = {"title": each.title, "amount": f"{each.likely:g}", "unit": _(each.unit), "because": each.rests_on}
    if each.variant is None:
        return _("Assumed: {title} {amount} {unit} ({because}).", **told)
    return _("Assumed: {title} of `{variant}` {amount} {unit} ({because}).", **told, variant=each.variant)
