"""What to measure next: each action with its chance to change the choice, its cost and its hours.

Actions with a chance above 10 % come first, the cheapest in hours in front; then those whose chance cannot be worked
out; then those down to 5 %, and the advice to stop last. Nothing is drawn anew: the chances come from the posterior, so
the advice does not jitter.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import Final

from advisor.evals.approach_names import INSIDE
from advisor.evals.failures import TO_LABEL, variant_to_look_at
from advisor.evals.judging import is_surely_no_judge, judged_cells, rarer_class
from advisor.evals.next_items import HOPELESS, WORTH_IT, more_items, more_runs
from advisor.evals.next_words import described, time_words
from advisor.evals.number_words import answers_words, chance, items_words, size
from advisor.evals.prospect import Prospect
from advisor.language import N_, _, ngettext, run_on
from advisor.schema.evidence import Choice, NextEval, VariantVerdict
from advisor.schema.words import APPROACHES
from advisor.stats.flip_probability import flip_probability
from advisor.stats.normal_update import PRIOR_SD
from advisor.stats.ppi_mean import LEAST_OF_RARER_CLASS

MOST_LOOKS: Final = 10
HELD_OUT: Final = 100
"""Items of a held-out set."""
TYPICAL_DISCORDANCE: Final = 0.2
"""The share of items that only one of two variants passes, where nothing is measured yet."""


def next_evals(basis: Prospect) -> tuple[NextEval, ...]:
    """The actions worth their while, the most useful first."""
    found = [*more_items(basis), *more_runs(basis), *_human_labels(basis), *_held_out_set(basis)]
    found += [*_simpler_approach(basis), *_label_failures(basis)]
    return tuple(sorted(found, key=_rank))


def cheapest(actions: Sequence[NextEval], red: Collection[str] = ()) -> str:
    """The action that takes the fewest hours of those that may settle what is open, as a sentence; empty without one.

    `red`: the checks that hold the verdicts back; then only what mends one of them counts.
    """
    may_settle = {_MENDS[check] for check in red if check in _MENDS} if red else {"more-items", "repeats"}
    timed = [each for each in actions if each.action in may_settle and each.hours is not None]
    if not timed:
        is_over = not red and any(each.action == "stop" for each in actions)
        return _("More items would hardly change the choice.") if is_over else ""
    own = min(timed, key=lambda each: each.hours or 0.0)
    takes = time_words(own.hours) if own.hours else _("no hours of work")
    step = _(_NAMES[own.action], n=f"{own.items or 0:,}")
    return _("Cheapest next step: {step}, {takes}.", step=step, takes=takes)


def with_next_step(
    verdicts: Sequence[VariantVerdict], choice: Choice, actions: Sequence[NextEval], red: Collection[str] = ()
) -> tuple[tuple[VariantVerdict, ...], Choice]:
    """The same verdicts and choice; where they are open they also say the cheapest next step."""
    step = cheapest(actions, red)
    if not step:
        return tuple(verdicts), choice
    told = tuple(
        each.model_copy(update={"known": run_on(each.known, step)}) if each.verdict == "not settled" else each
        for each in verdicts
    )
    if choice.standing == "open":
        choice = choice.model_copy(update={"sentence": run_on(choice.sentence, step)})
    return told, choice


def _rank(each: NextEval) -> tuple[int, float, str]:
    if each.action == "stop":
        tier = 3
    elif each.p_change is None:
        tier = 1
    else:
        tier = 0 if each.p_change > WORTH_IT else 2
    return tier, math.inf if each.hours is None else each.hours, each.action


def _human_labels(basis: Prospect) -> list[NextEval]:
    """Labels until the rarer class has 15, where a model may have graded; at the shares of passes seen so far."""
    if is_surely_no_judge(basis.evals, basis.scored.score) or not basis.scored.in_points:
        return []
    there = rarer_class(judged_cells(basis.evals, basis.scored, basis.beside))
    variants = basis.in_question
    if there >= LEAST_OF_RARER_CLASS or not variants:
        return []
    mean = sum(own.own.marks.mean for own in variants) / len(variants)
    rarer = max(min(mean, 1 - mean), 0.01)
    answers = math.ceil((LEAST_OF_RARER_CLASS - there) / rarer)
    items = min(math.ceil(answers / len(variants)), basis.n)
    labels = items * len(variants)
    if not labels:
        return []
    pace = basis.beside.minutes_per_item
    hours = labels * pace / 60
    by_hand = answers_words(labels)
    if len(variants) > 1:
        by_hand = _("{answers} by hand, {n} of each variant", answers=by_hand, n=f"{items:,}")
    else:
        by_hand = _("{answers} by hand", answers=by_hand)
    return [
        NextEval(
            action="human-labels", p_change=None, items=labels, cost_usd=None, hours=hours,
            sentence=_(
                "Label {answers}, if a model graded them ({time} at {pace} minutes each): until about {least} of the"
                " rarer mark are there, nobody knows how far the grades can be trusted.",
                answers=by_hand, time=time_words(hours), pace=f"{pace:g}", least=LEAST_OF_RARER_CLASS,
            ),
        )
    ]  # fmt: skip


def _held_out_set(basis: Prospect) -> list[NextEval]:
    looks = basis.beside.looks
    if looks is None or looks <= MOST_LOOKS or basis.beside.has_held_out_set:
        return []
    pace = basis.beside.minutes_per_item
    hours, cost = HELD_OUT * pace / 60, basis.run_cost(HELD_OUT, basis.in_question)
    return [
        NextEval(
            action="held-out-set", p_change=None, items=HELD_OUT, cost_usd=cost, hours=hours,
            sentence=_(
                "Set {n} new items aside for the last word {takes}: these were looked at {looks} times, so the best"
                " results on them flatter.",
                n=HELD_OUT, takes=described(hours, cost, pace), looks=f"{looks:,}",
            ),
        )
    ]  # fmt: skip


def _simpler_approach(basis: Prospect) -> list[NextEval]:
    """The simplest approach that was not measured, where something dearer would be chosen.

    Nothing is known of it but that its mean differs from the best by 0 ± 10 points (the prior of `normal_update`).
    """
    placed = [own for own in basis.scored.variants if own.place in APPROACHES]
    if basis.is_red or not placed or not basis.scored.in_points:
        return []
    named = [own for own in placed if own.name == basis.choice.variant]
    own = named[0] if named else max(placed, key=lambda each: each.own.marks.mean)
    tried = {each.place for each in placed}
    before = APPROACHES[: APPROACHES.index(own.place)] if own.place in APPROACHES else ()
    untested = next((approach for approach in before if approach not in tried), None)
    if untested is None:
        return []
    room = basis.margin if basis.target is None else own.own.marks.mean - basis.target
    flip = flip_probability(0.0, PRIOR_SD, math.sqrt(TYPICAL_DISCORDANCE), basis.n, room) if basis.n else 0.0
    p = 1 - flip if room >= 0 else flip
    if p < HOPELESS:
        return []
    return [
        NextEval(
            action="simpler-approach", p_change=p, items=basis.n, cost_usd=None, hours=None,
            sentence=_(
                "Try {approach} on the same {items} (nothing new to label; its cost is not known): {chance} chance that"
                " it is chosen, if all that is known is that it may score {size} more or less than `{variant}`.",
                approach=_(INSIDE[untested]), items=items_words(basis.n), chance=chance(p),
                size=size(PRIOR_SD, True), variant=own.name,
            ),
        )
    ]  # fmt: skip


def _label_failures(basis: Prospect) -> list[NextEval]:
    own = variant_to_look_at(basis.scored)
    columns = basis.evals.table.columns
    if own is None or not {"input", "output"} & columns:
        return []
    marks = own.own.marks
    failed = round(marks.n * (1 - marks.mean)) if basis.scored.kind == "pass/fail" else marks.n // 3
    done = sum(variant == own.name for variant, _ in basis.beside.failures)
    left = min(TO_LABEL, failed) - done
    if left <= 0:
        return []
    hours, pace = left * basis.beside.minutes_per_item / 60, basis.beside.minutes_per_item
    return [
        NextEval(
            action="label-failures", p_change=None, items=left, cost_usd=0.0, hours=hours,
            sentence=ngettext(
                "Look at {n} failed answer of `{variant}` and say what was wrong ({time} at {pace} minutes each): the"
                " causes decide what to try next.",
                "Look at {n} failed answers of `{variant}` and say what was wrong ({time} at {pace} minutes each): the"
                " causes decide what to try next.",
                left, variant=own.name, time=time_words(hours), pace=f"{pace:g}",
            ),
        )
    ]  # fmt: skip


_MENDS: Final = {"judge-agreement": "human-labels", "overfitting": "held-out-set"}
"""The check that an action helps to mend."""
_NAMES: Final = {
    "more-items": N_("add {n} items"),
    "human-labels": N_("label {n} answers by hand"),
    "repeats": N_("run the {n} items again"),
    "held-out-set": N_("set {n} new items aside"),
}
