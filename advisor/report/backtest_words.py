"""The sentences on the track record that every face of it shares."""

from __future__ import annotations

from typing import Final

from advisor.report.words import counted as counted
from advisor.report.words import percent as percent
from advisor.schema.backtest import Backtest, Baseline, Bin, LaterYears, Rate, Regret
from advisor.schema.words import TITLES, Approach

CODED: Final = (
    "The settings of the cases were written, and coded into answers, by language models; the coders did not see the "
    "outcomes."
)
HELD_OUT_CODED: Final = (
    "They were collected after the rules had been written, from what could be read of each source, often only its "
    "abstract, by language models that did not see the rules, and coded blind. One choice was made after a first look "
    "at the figures on them: to draw all weights back by a fifth, which changes how sure it is and hardly what it says."
)
SURPRISE: Final = (
    "Surprise is small where much probability was given to what turned out acceptable: 0 is perfect, and certainty in "
    "the wrong thing counts 6.9."
)
DISTANCE: Final = "Distance is between the probabilities and what turned out best: 0 is perfect, 2 the worst."


def compared_headline(found: Backtest) -> str:
    """The fair figure in one sentence."""
    return (
        "Among the approaches each source compared, the advisor's first was right in "
        f"{of(found.compared.rate)} ({interval(found.compared.rate)})."
    )


def open_headline(found: Backtest) -> str:
    """The figure over all four approaches, tried or not, in one or two sentences."""
    return (
        "Of all four approaches, also those that a source did not try, its recommendation was acceptable in "
        f"{of(found.open.rate)} ({interval(found.open.rate)}), and the very best in {of(found.open.rate_best)} "
        f"({interval(found.open.rate_best)})."
    )


def held_out_headline(found: Backtest) -> str:
    """The figures on the cases kept apart, in two sentences."""
    return (
        "On cases kept apart, in view of which no rule was written and no weight fitted, the advisor's first of those "
        f"compared was right in {of(found.compared.rate)} ({interval(found.compared.rate)}). "
        f"Of all four its recommendation was acceptable in {of(found.open.rate)} ({interval(found.open.rate)})."
    )


def sureness(found: Backtest) -> str:
    """What its first choices were given on average against how often they were right, in one sentence."""
    bins = found.reliability.ranked_first
    given = sum(each.mean * each.rate.n for each in bins) / max(sum(each.rate.n for each in bins), 1)
    return (
        f"Its first choices among those compared were given {percent(given)} on average and were right in "
        f"{percent(found.compared.rate.share)}."
    )


def how_judged(found: Backtest) -> tuple[str, ...]:
    """What the figures rest on, and why they may be too good: a few sentences."""
    if found.weights != "shipped":
        sentences = [
            "The figures are cross-validated: each case was judged with weights fitted without it and without any "
            "other case of its source.",
            "The rules themselves were written with these cases in view, so the figures are optimistic.",
            CODED,
        ]
    else:
        sentences = ["The rules and their weights were used as they are; nothing was refitted."]
    if found.seen:
        who = "All of these cases" if found.seen == found.n else f"Of the {found.n} cases {found.seen}"
        verb = "comes" if found.seen == 1 < found.n else "come"
        sentences.append(
            f"{who} {verb} from a source in the advisor's own case book, to which its weights were fitted: there all "
            "figures are too good."
        )
    if found.left_out:
        sentences.append(
            f"{counted(found.left_out, 'case')} that compared nothing {'is' if found.left_out == 1 else 'are'} left "
            "out."
        )
    return tuple(sentences)


def baseline_line(baseline: Baseline) -> str:
    """What a baseline does."""
    return f"{baseline.title}: {baseline.says}"


def later_line(later: LaterYears) -> str:
    """What was learned from up to a year, and how that did afterwards."""
    return (
        f"Fitted to the {counted(later.fitted_cases, 'case')} up to {later.fitted_up_to}, tried on the {later.n} later "
        f"ones: right in {of(later.compared.rate)} among those compared ({interval(later.compared.rate)}), acceptable "
        f"in {of(later.open.rate)} of all four ({interval(later.open.rate)}). The rules had the later cases in view."
    )


def regret_line(regret: Regret) -> str:
    """What following the advice would have cost in quality."""
    if regret.mean is None:
        return "No source published figures that can be compared."
    range_ = (
        "" if regret.low is None or regret.high is None else f", 95 % interval {regret.low:.1f} to {regret.high:.1f}"
    )
    return (
        f"In {counted(regret.n, 'case')} with comparable figures, the best system of the approach ranked first lay "
        f"{regret.mean:.1f} percentage points below the best of all on average{range_}; in {regret.none_lost} of them "
        "it was the best."
    )


def of(rate: Rate) -> str:
    """`83 of 110 cases`."""
    return f"{rate.right} of {counted(rate.n, 'case')}"


def interval(rate: Rate) -> str:
    """`75 %, 95 % interval 66 to 82 %`, marked where it is rough."""
    rough = f"; rough, only {counted(rate.sources, 'source')}" if rate.few_sources else ""
    return f"{percent(rate.share)}, 95 % interval {range_of(rate)}{rough}"


def range_of(each: Rate | Bin) -> str:
    """`66 to 82 %`: the interval of a share, or the percentages in a group."""
    return f"{100 * each.low:.0f} to {percent(each.high)}"


def titled(approach: Approach | None) -> str:
    """The approach as it is named to a reader."""
    return TITLES[approach] if approach else "nothing (all ruled out)"
