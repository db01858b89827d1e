"""The four figures by which the advisor and the plainer advisers are told apart, and what they say side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from advisor.report import backtest_words as words
from advisor.report.words import in_a_row
from advisor.schema.backtest import Backtest, ComparedScore, OpenScore, Rate

OURS: Final = "This advisor"


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
        "Right among those compared",
        "the share right among those compared",
        "Its first among the approaches that a source compared was acceptable there.",
        False,
        lambda adviser: adviser.compared.rate,
        lambda adviser: adviser.compared.acceptable,
    ),
    Column(
        "Surprise there (lower is better)",
        "surprise among those compared",
        words.SURPRISE,
        True,
        None,
        lambda adviser: adviser.compared.log_loss,
    ),
    Column(
        "Right of all four",
        "the share right of all four",
        "Its recommendation out of all four approaches, tried there or not, was acceptable.",
        False,
        lambda adviser: adviser.open.rate,
        lambda adviser: adviser.open.acceptable,
    ),
    Column(
        "Surprise there (lower is better)",
        "surprise over all four",
        words.SURPRISE,
        True,
        None,
        lambda adviser: adviser.open.log_loss,
    ),
)


def advisers(found: Backtest) -> tuple[Adviser, ...]:
    """The advisor first, then the plainer ones."""
    return (
        Adviser(OURS, found.compared, found.open),
        *(Adviser(each.title, each.compared, each.open) for each in found.baselines),
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
    first = beaten or ["None of the plainer advisers is as good in any of the four columns."]
    return (*first, *_their_lead(ours, plainer), *_closest(ours, plainer))


def how_others_did(found: Backtest) -> str:
    """How often the worst and the best of the plainer advisers were right among those compared; nothing without any."""
    column, (_, *plainer) = COLUMNS[0], advisers(found)
    if not plainer:
        return ""
    best, worst = min(plainer, key=column.place), max(plainer, key=column.place)
    return (
        f"Plainer advisers on the same cases: from {column.text(worst)} (“{worst.title}”) to {column.text(best)} "
        f"(“{best.title}”)."
    )


def _not_behind(ours: Adviser, other: Adviser) -> str:
    """All columns in which another is better or as good, in one sentence."""
    better, equal = [], []
    for column in COLUMNS:
        behind = column.place(other) - column.place(ours)
        if behind < 0:
            better.append(f"{column.inside} ({column.text(other)} against our {column.text(ours)})")
        elif behind == 0:
            equal.append(f"{column.inside} ({column.text(ours)})")
    parts = [f"{how} in {in_a_row(where)}" for how, where in (("better", better), ("as good", equal)) if where]
    return f"“{other.title}” is {', and '.join(parts)}." if parts else ""


def _their_lead(ours: Adviser, plainer: list[Adviser]) -> tuple[str, ...]:
    """Whether chance may explain a larger share than ours."""
    ahead = [
        (column.inside, each.title, column.rate(each).low > column.rate(ours).high)
        for column in COLUMNS
        if column.rate
        for each in plainer
        if column.place(each) < column.place(ours)
    ]
    apart = [f"“{title}” in {inside}" for inside, title, beyond in ahead if beyond]
    if not ahead:
        return ()
    if apart:
        return (f"The interval lies above ours for {in_a_row(apart)}, so that this lead is hardly chance.",)
    cases = words.counted(ours.compared.rate.n, "case")
    return (f"The intervals of these shares overlap ours, so with {cases} that may be chance.",)


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
        meets = theirs.high >= mine.low
        found.append(
            f"In {column.inside} the closest is “{next_best.title}” with {words.percent(theirs.share)}; its interval "
            f"({words.range_of(theirs)}) "
            + (
                f"overlaps ours ({words.range_of(mine)}), so with {words.counted(mine.n, 'case')} that lead may be "
                "chance."
                if meets
                else f"lies below ours ({words.range_of(mine)})."
            )
        )
    return tuple(found)
