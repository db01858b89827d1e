"""The four figures by which the advisor and the plainer advisers are told apart, and what they say side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from advisor.language import N_, _, listed, ngettext
from advisor.report import backtest_words as words
from advisor.schema.backtest import Backtest, ComparedScore, OpenScore, Rate

OURS: Final = N_("This advisor")


class Adviser(NamedTuple):
    """One row: the advisor itself or a plainer one."""

    title: str
    compared: ComparedScore
    open: OpenScore


@dataclass(frozen=True, slots=True)
class Column:
    """One figure, as it is shown."""

    title: str
    inside: str
    """The title inside a sentence."""
    means: str
    """All three in English, to be said."""
    lower_is_better: bool
    rate: Callable[[Adviser], Rate] | None
    """The share with n and interval; None for a figure that has none."""
    number: Callable[[Adviser], float]

    def text(self, adviser: Adviser) -> str:
        """The figure with as many digits as it can bear."""
        value = self.number(adviser)
        return f"{value:.2f}" if self.rate is None else words.percent(value)

    def place(self, adviser: Adviser) -> float:
        """A number by which advisers stand in order, the best first; what reads the same stands in one place."""
        value = self.number(adviser)
        return round(value, 2) if self.lower_is_better else -round(100 * value)


COLUMNS: Final[tuple[Column, ...]] = (
    Column(
        N_("Right among those compared"),
        N_("the share right among those compared"),
        N_("Its first among the approaches that a source compared was acceptable there."),
        False,
        lambda adviser: adviser.compared.rate,
        lambda adviser: adviser.compared.acceptable,
    ),
    Column(
        N_("Surprise there (lower is better)"),
        N_("surprise among those compared"),
        words.SURPRISE,
        True,
        None,
        lambda adviser: adviser.compared.log_loss,
    ),
    Column(
        N_("Right of all four"),
        N_("the share right of all four"),
        N_("Its recommendation out of all four approaches, tried there or not, was acceptable."),
        False,
        lambda adviser: adviser.open.rate,
        lambda adviser: adviser.open.acceptable,
    ),
    Column(
        N_("Surprise there (lower is better)"),
        N_("surprise over all four"),
        words.SURPRISE,
        True,
        None,
        lambda adviser: adviser.open.log_loss,
    ),
)


def advisers(found: Backtest) -> tuple[Adviser, ...]:
    """The advisor first, then the plainer ones."""
    return (
        Adviser(_(OURS), found.compared, found.open),
        *(Adviser(_(each.title), each.compared, each.open) for each in found.baselines),
    )


def is_best(column: Column, adviser: Adviser, found: Backtest) -> bool:
    """Nobody does better in this column, by the figures as they are shown."""
    return column.place(adviser) == min(column.place(each) for each in advisers(found))


def how_we_stand(found: Backtest) -> tuple[str, ...]:
    """Where a plainer adviser is as good or better and whether that may be chance; else how close the closest comes."""
    ours, *plainer = advisers(found)
    if not plainer:
        return ()
    beaten = [says for each in plainer if (says := _not_behind(ours, each))]
    first = beaten or [_("None of the plainer advisers is as good in any of the four columns.")]
    return (*first, *_their_lead(ours, plainer), *_closest(ours, plainer))


def how_others_did(found: Backtest) -> str:
    """How often the worst and the best of the plainer advisers were right among those compared; nothing without any."""
    column, plainer = COLUMNS[0], advisers(found)[1:]
    if not plainer:
        return ""
    best, worst = min(plainer, key=column.place), max(plainer, key=column.place)
    return _(
        "Plainer advisers on the same cases: from {least} (“{worst}”) to {most} (“{best}”).",
        least=column.text(worst),
        worst=worst.title,
        most=column.text(best),
        best=best.title,
    )


def _not_behind(ours: Adviser, other: Adviser) -> str:
    """All columns in which another is better or as good, in one sentence."""
    better, equal = [], []
    for column in COLUMNS:
        behind = column.place(other) - column.place(ours)
        if behind < 0:
            theirs, mine = column.text(other), column.text(ours)
            better.append(
                _("{column} ({theirs} against our {ours})", column=_(column.inside), theirs=theirs, ours=mine)
            )
        elif behind == 0:
            equal.append(_("{column} ({figure})", column=_(column.inside), figure=column.text(ours)))
    if better and equal:
        return _(
            "“{adviser}” is better in {better}, and as good in {equal}.",
            adviser=other.title,
            better=listed(better),
            equal=listed(equal),
        )
    if better:
        return _("“{adviser}” is better in {better}.", adviser=other.title, better=listed(better))
    return _("“{adviser}” is as good in {equal}.", adviser=other.title, equal=listed(equal)) if equal else ""


def _their_lead(ours: Adviser, plainer: list[Adviser]) -> tuple[str, ...]:
    """Whether chance may explain a larger share than ours."""
    ahead = [
        (column.inside, each.title, column.rate(each).low > column.rate(ours).high)
        for column in COLUMNS
        if column.rate
        for each in plainer
        if column.place(each) < column.place(ours)
    ]
    apart = [_("“{adviser}” in {column}", adviser=title, column=_(inside)) for inside, title, beyond in ahead if beyond]
    if not ahead:
        return ()
    if apart:
        return (
            _(
                "The interval lies above ours for {advisers}, so that this lead is hardly chance.",
                advisers=listed(apart),
            ),
        )
    return (
        ngettext(
            "The intervals of these shares overlap ours, so with {n} case that may be chance.",
            "The intervals of these shares overlap ours, so with {n} cases that may be chance.",
            ours.compared.rate.n,
        ),
    )


def _closest(ours: Adviser, plainer: list[Adviser]) -> tuple[str, ...]:
    """For each share that we lead in: the next one, and whether the intervals meet."""
    found = []
    for column in COLUMNS:
        if column.rate is None:
            continue
        next_best = min(plainer, key=column.place)
        if column.place(next_best) <= column.place(ours):
            continue
        mine, theirs = column.rate(ours), column.rate(next_best)
        said = {
            "column": _(column.inside),
            "adviser": next_best.title,
            "share": words.percent(theirs.share),
            "theirs": words.range_of(theirs),
            "ours": words.range_of(mine),
        }
        if theirs.high >= mine.low:
            found.append(
                ngettext(
                    "In {column} the closest is “{adviser}” with {share}; its interval ({theirs}) overlaps ours "
                    "({ours}), so with {n} case that lead may be chance.",
                    "In {column} the closest is “{adviser}” with {share}; its interval ({theirs}) overlaps ours "
                    "({ours}), so with {n} cases that lead may be chance.",
                    mine.n,
                    **said,
                )
            )
        else:
            found.append(
                _(
                    "In {column} the closest is “{adviser}” with {share}; its interval ({theirs}) lies below ours "
                    "({ours}).",
                    **said,
                )
            )
    return tuple(found)
