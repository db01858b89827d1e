"""More items, or more runs of the items there are: their chance to change the choice, their cost, their worth."""

from __future__ import annotations

import math
from typing import Final

from advisor.evals.next_words import described, money_words
from advisor.evals.number_words import chance, dollars, items_words
from advisor.evals.prospect import Prospect
from advisor.evals.repeat_noise import noise_of_repeats
from advisor.evals.sentences import items_for
from advisor.language import _
from advisor.schema.evidence import NextEval
from advisor.stats.choice_change import chance_of_change, value_of_more
from advisor.stats.optimal_epochs import optimal_epochs

SIZES: Final = (50, 100, 200, 500, 1000)
WORTH_IT, HOPELESS = 0.10, 0.05
HORIZON_MONTHS: Final = 12
"""How long a better choice is taken to pay."""
MOST_RUNS: Final = 10


def more_items(basis: Prospect) -> list[NextEval]:
    """The fewest items with a chance above 10 %, else those with the best; their worth where a money value is given.

    Where even the most items have a chance under 5 %, the advice to stop; nothing where no chance can be worked out.
    """
    posterior = basis.posterior
    if basis.is_red or posterior is None or not basis.n or sum(basis.may_win) == 0 or len(basis.may_win) < 2:
        return []
    sizes = sorted({*SIZES, *_settling(basis)})
    odds = {m: _chance(basis, m / (basis.n + m)) for m in sizes}
    best = max(sizes, key=lambda m: (odds[m], m))
    if odds[best] < HOPELESS:
        return [
            NextEval(
                action="stop", p_change=odds[best], items=None, cost_usd=None, hours=None,
                sentence=_(
                    "Stop adding items: the chance that even {n} more change the choice is {chance}.",
                    n=f"{best:,}", chance=chance(odds[best]),
                ),
            )
        ]  # fmt: skip
    m = next((m for m in sizes if odds[m] > WORTH_IT), best)
    value = _value(basis)
    worth = None if value is None else value * value_of_more(posterior.draws, m / (basis.n + m))
    pace = basis.beside.minutes_per_item
    cost, hours = basis.run_cost(m, basis.in_question), m * pace / 60
    odds_words = _("{chance} chance that they change the choice", chance=chance(odds[m]))
    if worth is not None:
        odds_words = _(
            "{odds}, worth about {money} over {n} months",
            odds=odds_words, money=dollars(money_words(worth)), n=HORIZON_MONTHS,
        )  # fmt: skip
    return [
        NextEval(
            action="more-items", p_change=odds[m], items=m, cost_usd=cost, hours=hours,
            sentence=_(
                "Add {items} {takes}: {odds}.",
                items=items_words(m), takes=described(hours, cost, pace), odds=odds_words,
            ),
        )
    ]  # fmt: skip


def more_runs(basis: Prospect) -> list[NextEval]:
    """More runs of each item, where the results change by themselves and the best number of runs is larger.

    A new item is taken to cost a person's minutes, a run its latency; without latencies three runs are the aim. The
    chance is that of `more_items` with the part of the variance that the runs take.
    """
    noises = noise_of_repeats(basis.evals, basis.scored)
    if basis.is_red or basis.posterior is None or not noises or len(basis.may_win) < 2:
        return []
    worst = max(noises, key=lambda noise: noise.within)
    own = next(each for each in basis.scored.variants if each.name == worst.variant)
    between = max((own.own.marks.variance or 0.0) - worst.within / own.epochs, 0.0)
    latency = basis.evals.totals[own.name].mean_latency_s
    wanted = 3.0
    if latency:
        wanted = optimal_epochs(worst.within, between, basis.beside.minutes_per_item * 60, latency)
    runs = int(min(MOST_RUNS, max(round(min(wanted, MOST_RUNS)), 1)))
    if runs <= own.epochs or not worst.within:
        return []
    before, after = between + worst.within / own.epochs, between + worst.within / runs
    p = _chance(basis, 1 - after / before)
    if p < HOPELESS:
        return []
    cost = basis.run_cost((runs - own.epochs) * basis.n, basis.in_question)
    return [
        NextEval(
            action="repeats", p_change=p, items=basis.n, cost_usd=cost, hours=0.0,
            sentence=_(
                "Run each of the {items} {runs} times instead of {now} {takes}: {chance} chance that it changes the"
                " choice.",
                items=items_words(basis.n), runs=runs, now=own.epochs,
                takes=described(0.0, cost, basis.beside.minutes_per_item), chance=chance(p),
            ),
        )
    ]  # fmt: skip


def _chance(basis: Prospect, share: float) -> float:
    if basis.posterior is None:
        return 0.0
    return chance_of_change(basis.posterior.draws, share, basis.may_win, basis.margin, basis.target)


def _settling(basis: Prospect) -> list[int]:
    """The items that would settle the choice beside the best, less those that there are."""
    pairs = [found for key, found in basis.comparisons.items() if basis.choice.variant in key]
    needed = [items_for(found.main, basis.margin) for found in pairs]
    known = [each - found.main.n for each, found in zip(needed, pairs, strict=True) if each is not None]
    return [math.ceil(min(known) / 10) * 10] if known and min(known) <= max(SIZES) else []


def _value(basis: Prospect) -> float | None:
    """US dollars that a score of 1.0 is worth over the horizon; None where nobody said, or the score is no share."""
    per_success, volume = basis.beside.value_of_a_success_usd, basis.beside.monthly_volume
    if per_success is None or volume is None or not basis.scored.in_points:
        return None
    return per_success * volume * HORIZON_MONTHS
