"""The simplest variant that is good enough.

With a target, the simplest that meets it wins even when another scores higher; without one, the simplest that is shown
to be at most the margin below the best. Where nothing is shown, the simplest that probably is stands as provisional.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from advisor.evals.approach_names import has_examples
from advisor.evals.choice_costs import cheaper_words, ending_words, price_words, yearly_difference, yearly_words
from advisor.evals.comparison import Comparisons
from advisor.evals.gaps import Gap
from advisor.evals.number_words import chance, dollars, signed_interval, size, with_interval
from advisor.evals.readings import Scored, Variant, simplicity
from advisor.evals.verdict_words import scored_words
from advisor.evals.verdicts import Standing
from advisor.language import _, day, listed, run_on
from advisor.schema.costs import Costs, VariantCost
from advisor.schema.evidence import Choice
from advisor.schema.evidence import Standing as Word

NO_GAPS: Final[Mapping[str, Gap]] = MappingProxyType({})


def choose_variant(
    scored: Scored,
    standings: Sequence[Standing],
    comparisons: Comparisons,
    target: float | None,
    margin: float,
    held_back: str | None,
    monthly_volume: int | None = None,
    gaps: Mapping[str, Gap] = NO_GAPS,
    costs: Costs | None = None,
) -> Choice:
    """The choice; `variant` is None where nothing is good enough yet.

    With `costs` a variant that is beyond a limit, or whose model is shut down, is passed over, and among equally
    simple ones the cheaper comes first.
    """
    if held_back:
        return _open(_("No variant can be chosen on these results, because {reason}.", reason=held_back))
    placed = _by_cost(list(zip(scored.variants, standings, strict=True)), costs)
    beyond = {own.variant: own for own in costs.variants if cannot_be_had(own)} if costs else {}
    passed_over: list[str] = []

    def simplest(holds: Callable[[Standing], bool]) -> tuple[Variant, Standing] | None:
        for own, found in placed:
            if holds(found):
                if own.name not in beyond:
                    return own, found
                passed_over.append(own.name)
        return None

    def passed() -> list[str]:
        return [_beyond_words(beyond[name], costs) for name in dict.fromkeys(passed_over) if costs]

    margin_words = size(margin, scored.in_points)
    meeting = simplest(lambda found: found.verdict.meets == "meets_target")
    meeting_or_near = meeting or simplest(lambda found: found.verdict.meets == "probably_meets")
    if target is not None and meeting_or_near:
        own, found = meeting_or_near
        standing: Word = "shown" if meeting else "probable"
        measured, aim = scored_words(scored, own), f"{target:g}"
        if meeting:
            sentence = _(
                "{measured}: the simplest variant that meets the target of {target}.", measured=measured, target=aim
            )
        else:
            sentence = _(
                "{measured}: the simplest variant that probably meets (probability {chance}) the target of {target}.",
                measured=measured,
                chance=chance(found.verdict.p_meets or 0),
                target=aim,
            )
        return _choice(scored, own, standing, "target", sentence, comparisons, monthly_volume, costs, passed())
    missed = "" if target is None else _missed(target, has_limits=bool(passed_over))
    good = simplest(lambda found: found.good_enough)
    probable = None if good else simplest(lambda found: found.probably)
    if good:
        own = good[0]
        sentence = run_on(
            missed,
            _(
                "`{name}` is the simplest that is shown to be no more than {margin} below any other.",
                name=own.name,
                margin=margin_words,
            ),
        )
        return _choice(scored, own, "shown", "closeness", sentence, comparisons, monthly_volume, costs, passed())
    if probable:
        own, found = probable
        sentence = run_on(
            missed,
            _(
                "Provisionally `{name}`: the simplest that is no more than {margin} below the best with a probability"
                " of {chance}.",
                name=own.name,
                margin=margin_words,
                chance=chance(found.verdict.p_good_enough or 0),
            ),
        )
        return _choice(scored, own, "probable", "closeness", sentence, comparisons, monthly_volume, costs, passed())
    if passed_over:
        none = _("No variant that is good enough can be had within your limits.")
        return _open(run_on(missed, none), tuple(passed()))
    return _open(run_on(missed, _unsettled(gaps)))


def _missed(target: float, *, has_limits: bool) -> str:
    if has_limits:
        return _("No variant within your limits is shown to meet the target of {target}.", target=f"{target:g}")
    return _("No variant is shown to meet the target of {target}.", target=f"{target:g}")


def _unsettled(gaps: Mapping[str, Gap]) -> str:
    if not gaps:
        return _("These results do not settle which variant is good enough.")
    return _(
        "These results do not settle which variant is good enough, because {reason}: run them again.",
        reason=listed([gap.of_variant for gap in gaps.values()]),
    )


def _open(sentence: str, others: tuple[str, ...] = ()) -> Choice:
    return Choice(variant=None, approach=None, standing="open", basis="closeness", sentence=sentence, others=others)


def _by_cost(placed: list[tuple[Variant, Standing]], costs: Costs | None) -> list[tuple[Variant, Standing]]:
    """Among variants that are equally simple the one that costs least first, where that is known of all of them; with
    failures where they have a price."""
    counted = costs.variants if costs else ()
    with_failures = {own.variant: own.with_failures.median for own in counted if own.with_failures}
    totals = with_failures or {own.variant: own.total.median for own in counted if own.total}

    def group(own: Variant) -> tuple[int, bool]:
        return simplicity(own.place), own.place == "prompting" and has_examples(own.name)

    lacking = {group(own) for own, _ in placed if own.name not in totals}
    return sorted(
        placed, key=lambda each: (*group(each[0]), 0.0 if group(each[0]) in lacking else totals[each[0].name])
    )


def cannot_be_had(own: VariantCost) -> bool:
    """Whether it misses a limit of cost or latency, or its model is shut down."""
    return own.is_gone or "beyond" in (own.cost_limit, own.latency_limit)


def _beyond_words(own: VariantCost, costs: Costs) -> str:
    if own.is_gone:
        days = [each.ends for each in costs.notices if each.variant == own.variant and each.is_gone and each.ends]
        return _(
            "`{name}` was passed over: its model, `{model}`, has been shut down since {day}.",
            name=own.variant,
            model=own.model,
            day=day(min(days)),
        )
    cost, latency = dollars(f"{costs.cost_limit_usd or 0:g}"), f"{costs.latency_limit_s or 0:g}"
    if own.latency_limit != "beyond":
        return _(
            "`{name}` was passed over: it is beyond your limit of {cost} for a finished piece of work.",
            name=own.variant,
            cost=cost,
        )
    if own.cost_limit != "beyond":
        return _(
            "`{name}` was passed over: it is beyond your limit of {latency} s for 95 % of the requests.",
            name=own.variant,
            latency=latency,
        )
    return _(
        "`{name}` was passed over: it is beyond your limit of {cost} for a finished piece of work and of {latency} s"
        " for 95 % of the requests.",
        name=own.variant,
        cost=cost,
        latency=latency,
    )


def _choice(
    scored: Scored,
    own: Variant,
    standing: Word,
    basis: str,
    sentence: str,
    comparisons: Comparisons,
    monthly_volume: int | None,
    costs: Costs | None,
    passed: Sequence[str],
) -> Choice:
    more = _more(scored, own, comparisons, monthly_volume, costs)
    return Choice.model_validate(
        {
            "variant": own.name,
            "approach": own.place,
            "standing": standing,
            "basis": basis,
            "sentence": sentence,
            "others": (*passed, *_of_costs(own, more, costs), *more.values()),
        }
    )


def _of_costs(own: Variant, more: Mapping[str, str], costs: Costs | None) -> list[str]:
    if costs is None:
        return []
    is_told = costs.cheapest_good_enough in more
    found = ending_words(costs, own.name), None if is_told else cheaper_words(costs, own.name)
    return [words for words in found if words]


def _more(
    scored: Scored, own: Variant, comparisons: Comparisons, monthly_volume: int | None, costs: Costs | None
) -> dict[str, str]:
    """What each variant that scores higher would bring, and cost."""
    found = {}
    for other in scored.variants:
        pair = comparisons.get((other.name, own.name)) or comparisons.get((own.name, other.name))
        if other is own or pair is None or other.own.marks.mean <= own.own.marks.mean:
            continue
        paired = pair.main if pair.pair.a == other.name else pair.main.mirrored
        price = _("at a cost that the results do not tell")
        if (a_year := yearly_difference(costs, own.name, other.name)) is not None:
            price = yearly_words(a_year)
        elif other.cost is not None and own.cost is not None:
            price = price_words(own.cost, other.cost, monthly_volume)
        bar = signed_interval(paired.interval95, scored.in_points) if paired.interval95 else ""
        apart = with_interval(_("{size} more", size=size(paired.difference, scored.in_points)), bar)
        found[other.name] = _("`{name}` scores {apart}, {price}.", name=other.name, apart=apart, price=price)
    return found
