"""The sentences on the track record that every face of it shares."""

from __future__ import annotations

import re
from string import Formatter
from typing import Final

from advisor.decision.backtesting.methods import CROSS_VALIDATED, INTERVAL_METHOD, SHIPPED
from advisor.language import N_, _, ngettext
from advisor.report.words import ended
from advisor.report.words import percent as percent
from advisor.schema.backtest import Backtest, Baseline, Bin, LaterYears, Rate, Regret
from advisor.schema.words import Approach, approach_title

CODED: Final = N_(
    "The settings of the cases were written, and coded into answers, by language models; the coders did not see the "
    "outcomes."
)
HELD_OUT_CODED: Final = N_(
    "They were collected after the rules had been written, from what could be read of each source, often only its "
    "abstract, by language models that did not see the rules, and coded blind. One choice was made after a first look "
    "at the figures on them: to draw all weights back by a fifth, which changes how sure it is and hardly what it says."
)
SURPRISE: Final = N_(
    "Surprise is small where much probability was given to what turned out acceptable: 0 is perfect, and certainty in "
    "the wrong thing counts 6.9."
)
DISTANCE: Final = N_("Distance is between the probabilities and what turned out best: 0 is perfect, 2 the worst.")
CONFIDENCES: Final[dict[str, str]] = {
    "high": N_("high confidence"),
    "medium": N_("medium confidence"),
    "low": N_("low confidence"),
}
"""How sure a record is, inside a sentence."""


def compared_headline(found: Backtest) -> str:
    """The fair figure in one sentence."""
    return _(
        "Among the approaches each source compared, the advisor's first was right in {of} ({interval}).",
        of=of(found.compared.rate),
        interval=interval(found.compared.rate),
    )


def open_headline(found: Backtest) -> str:
    """The figure over all four approaches, tried or not, in one or two sentences."""
    return _(
        "Of all four approaches, also those that a source did not try, its recommendation was acceptable in "
        "{acceptable} ({acceptable_interval}), and the very best in {best} ({best_interval}).",
        acceptable=of(found.open.rate),
        acceptable_interval=interval(found.open.rate),
        best=of(found.open.rate_best),
        best_interval=interval(found.open.rate_best),
    )


def held_out_headline(found: Backtest) -> str:
    """The figures on the cases kept apart, in two sentences."""
    return _(
        "On cases kept apart, in view of which no rule was written and no weight fitted, the advisor's first of those "
        "compared was right in {compared} ({compared_interval}). "
        "Of all four its recommendation was acceptable in {acceptable} ({acceptable_interval}).",
        compared=of(found.compared.rate),
        compared_interval=interval(found.compared.rate),
        acceptable=of(found.open.rate),
        acceptable_interval=interval(found.open.rate),
    )


def sureness(found: Backtest) -> str:
    """What its first choices were given on average against how often they were right, in one sentence."""
    bins = found.reliability.ranked_first
    given = sum(each.mean * each.rate.n for each in bins) / max(sum(each.rate.n for each in bins), 1)
    return _(
        "Its first choices among those compared were given {given} on average and were right in {right}.",
        given=percent(given),
        right=percent(found.compared.rate.share),
    )


def how_judged(found: Backtest) -> tuple[str, ...]:
    """What the figures rest on, and why they may be too good: a few sentences."""
    if found.weights != "shipped":
        sentences = [
            _("Each case was judged with weights fitted without it and without any other case of its source."),
            _("The rules themselves were written with these cases in view, so the figures are optimistic."),
            _(CODED),
        ]
    else:
        sentences = [_("The rules and their weights were used as they are; nothing was refitted.")]
    if found.seen:
        sentences.append(_seen(found.seen, found.n))
    if found.left_out:
        sentences.append(
            ngettext(
                "{n} case that compared nothing is left out.",
                "{n} cases that compared nothing are left out.",
                found.left_out,
            )
        )
    return tuple(sentences)


def _seen(seen: int, n: int) -> str:
    if seen == n:
        return _(
            "All of these cases come from a source in the advisor's own case book, to which its weights were fitted: "
            "there all figures are too good."
        )
    return ngettext(
        "Of the {cases} cases {n} comes from a source in the advisor's own case book, to which its weights were "
        "fitted: there all figures are too good.",
        "Of the {cases} cases {n} come from a source in the advisor's own case book, to which its weights were "
        "fitted: there all figures are too good.",
        seen,
        cases=n,
    )


def how_found(found: Backtest) -> tuple[str, str]:
    """How the record was computed and how its intervals were, by the names of the methods."""
    return _again(found.method, CROSS_VALIDATED, SHIPPED), _again(found.interval_method, INTERVAL_METHOD)


def _again(text: str, *templates: str) -> str:
    """A text of a stored record in the language spoken; one that is not known here stays as it is."""
    for template in templates:
        if match := re.fullmatch(_pattern(template), text):
            return _(template, **match.groupdict())
    return text


def _pattern(template: str) -> str:
    """What matches a template with its values put in; a value that stands in it again must be the same there."""
    pattern = ""
    for literal, name, *_rest in Formatter().parse(template):
        pattern += re.escape(literal)
        if name is not None:
            pattern += f"(?P={name})" if f"(?P<{name}>" in pattern else rf"(?P<{name}>\S+)"
    return pattern


def baseline_line(baseline: Baseline) -> str:
    """What a baseline does."""
    return _("{title}: {says}", title=_(baseline.title), says=_(baseline.says))


def later_line(later: LaterYears) -> str:
    """What was learned from up to a year, and how that did afterwards."""
    return ngettext(
        "Fitted to the {n} case up to {year}, tried on the {later} later ones: right in {compared} among those "
        "compared ({compared_interval}), acceptable in {open} of all four ({open_interval}). The rules had the later "
        "cases in view.",
        "Fitted to the {n} cases up to {year}, tried on the {later} later ones: right in {compared} among those "
        "compared ({compared_interval}), acceptable in {open} of all four ({open_interval}). The rules had the later "
        "cases in view.",
        later.fitted_cases,
        year=later.fitted_up_to,
        later=later.n,
        compared=of(later.compared.rate),
        compared_interval=interval(later.compared.rate),
        open=of(later.open.rate),
        open_interval=interval(later.open.rate),
    )


def regret_line(regret: Regret) -> str:
    """What following the advice would have cost in quality."""
    if regret.mean is None:
        return _("No source published figures that can be compared.")
    range_ = (
        ""
        if regret.low is None or regret.high is None
        else _(", 95 % interval {low} to {high}", low=f"{regret.low:.1f}", high=f"{regret.high:.1f}")
    )
    return ngettext(
        "In {n} case with comparable figures, the best system of the approach ranked first lay {points} percentage "
        "points below the best of all on average{range}; in {none_lost} of them it was the best.",
        "In {n} cases with comparable figures, the best system of the approach ranked first lay {points} percentage "
        "points below the best of all on average{range}; in {none_lost} of them it was the best.",
        regret.n,
        points=f"{regret.mean:.1f}",
        range=range_,
        none_lost=regret.none_lost,
    )


def left_out_lines(regret: Regret) -> list[str]:
    """Why some cases say nothing about what following the advice would have cost, a sentence each."""
    return [
        ended(ngettext("{n} case: {why}", "{n} cases: {why}", number, why=_(why)))
        for why, number in regret.left_out.items()
    ]


def of(rate: Rate) -> str:
    """`83 of 110 cases`."""
    return ngettext("{right} of {n} case", "{right} of {n} cases", rate.n, right=rate.right)


def interval(rate: Rate) -> str:
    """`75 %, 95 % interval 66 to 82 %`, marked where it is rough."""
    said = _("{share}, 95 % interval {range}", share=percent(rate.share), range=range_of(rate))
    if not rate.few_sources:
        return said
    return ngettext(
        "{interval}; rough, only {n} source", "{interval}; rough, only {n} sources", rate.sources, interval=said
    )


def range_of(each: Rate | Bin) -> str:
    """`66 to 82 %`: the interval of a share, or the percentages in a group."""
    return _("{low} to {high}", low=f"{100 * each.low:.0f}", high=percent(each.high))


def titled(approach: Approach | None) -> str:
    """The approach as it is named to a reader."""
    return approach_title(approach) if approach else _("nothing (all ruled out)")
