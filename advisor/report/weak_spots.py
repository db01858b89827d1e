"""What the advisor is bad at, worked out from its track record and said in words; no verdict is written by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from advisor.report import backtest_words as words
from advisor.report.words import approach_name, label
from advisor.schema.backtest import Backtest, BacktestCase, Group, Rate
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN

LEAST: Final = 5
"""A group of fewer cases says nothing by itself."""

PUBLISHERS: Final[dict[str, str]] = {"paper": "Papers", "industry": "Industry"}


CHANCE: Final = (
    "Where nothing else is said the interval reaches up to the overall share, so that the difference may be chance."
)


class Spot(NamedTuple):
    """One weakness."""

    about: str
    """Two or three words."""
    says: str


class Named(NamedTuple):
    """A group of cases under its name in a table, and inside a sentence after `weakest`."""

    name: str
    inside: str
    group: Group


class Groups(NamedTuple):
    """The cases divided in one respect."""

    about: str
    groups: tuple[Named, ...]


def divisions(found: Backtest, book: Book) -> tuple[Groups, ...]:
    """By task, by what turned out best, by confidence, by kind of source, by year."""
    tasks = {task: task_name(book, task) for task in found.by_task}
    return (
        Groups("Task", tuple(Named(tasks[key], f"on “{tasks[key]}”", each) for key, each in found.by_task.items())),
        Groups(
            "What turned out best",
            tuple(
                Named(words.titled(key), f"where {approach_name(key)} turned out best", each.best)
                for key, each in found.by_approach.items()
                if each.best
            ),
        ),
        Groups(
            "Confidence in the record",
            tuple(
                Named(key.capitalize(), f"on records of {key} confidence", each)
                for key, each in found.by_confidence.items()
            ),
        ),
        Groups(
            "Kind of source",
            tuple(
                Named(PUBLISHERS[key], f"on cases from {PUBLISHERS[key].lower()}", each)
                for key, each in found.by_kind.items()
            ),
        ),
        Groups(
            "Year", tuple(Named(str(key), f"on cases of {key}", each) for key, each in sorted(found.by_year.items()))
        ),
    )


def weak_spots(found: Backtest, book: Book) -> tuple[Spot, ...]:
    """The weakest group in each respect, later years, a leaning, the worst advice, mistakes, and small groups."""
    groups = divisions(found, book)
    spots = [
        *(_weakest(each, found) for each in sorted(groups, key=_smallest_share)),
        _later(found),
        _leaning(found),
        _least_reliable(found),
        _most_frequent(found.cases),
        _surest(found.cases),
        _too_few(groups),
    ]
    return tuple(spot for spot in spots if spot)


def task_name(book: Book, task: str) -> str:
    """The task as it stands on its button."""
    return "Task not known" if task == UNKNOWN else label(book, "task", task)


def _weakest(each: Groups, found: Backtest) -> Spot | None:
    """The group with the smallest share, for both questions; nothing where there is no other to compare it with."""
    judged = _large_enough(each)
    if len(judged) < 2:
        return None
    worst = min(judged, key=lambda named: named.group.compared.share)
    worst_open = min(judged, key=lambda named: named.group.open.share)
    compared, open_ = worst.group.compared, worst_open.group.open
    there = "Of all four" if worst is worst_open else f"Of all four, weakest {worst_open.inside}"
    return Spot(
        each.about,
        f"Weakest {worst.inside}: right in {words.of(compared)} among those compared ({words.interval(compared)})"
        f"{_apart(compared, found.compared.rate)}. {there}: acceptable in {words.of(open_)} ({words.interval(open_)})"
        f"{_apart(open_, found.open.rate)}.",
    )


def _large_enough(each: Groups) -> list[Named]:
    return [named for named in each.groups if named.group.n >= LEAST]


def _smallest_share(each: Groups) -> float:
    """By which the respect with the weakest group comes first."""
    return min((named.group.compared.share for named in _large_enough(each)), default=1.0)


def _apart(part: Rate, whole: Rate) -> str:
    """Whether even the upper end of the interval is less; of several groups the lowest is so by chance now and then."""
    return f", an interval wholly below the overall {words.percent(whole.share)}" if part.high < whole.share else ""


def _later(found: Backtest) -> Spot | None:
    """How it does on cases later than all it has learned from."""
    if not found.later_years:
        return None
    later = found.later_years[-1]
    rate, whole = later.compared.rate, found.compared.rate
    less = round(100 * whole.share) - round(100 * rate.share)
    verdict = f"{words.counted(less, 'point')} below the overall" if less > 0 else "no worse than the overall"
    return Spot(
        "Later years",
        f"Having learned only from cases up to {later.fitted_up_to}, it was right in {words.of(rate)} among those "
        f"compared that came later ({words.interval(rate)}), {verdict} {words.percent(whole.share)}"
        f"{', by more than the interval' if rate.high < whole.share else ''}. The rules had these in view.",
    )


def _leaning(found: Backtest) -> Spot | None:
    """What it recommends more often than it turns out best, and what less often."""
    counts = found.confusion.open
    best = {each: sum(said.values()) for each, said in counts.items()}
    said = {each: sum(row[each] for row in counts.values()) for each in counts}
    most = max(counts, key=lambda each: said[each] - best[each])
    least = min(counts, key=lambda each: said[each] - best[each])
    if said[most] <= best[most]:
        return None
    return Spot(
        "Leaning",
        f"It recommends {approach_name(most)} more often than that turns out best, in {said[most]} of "
        f"{words.counted(found.n, 'case')} against {best[most]}, and {approach_name(least)} less often, in "
        f"{said[least]} against {best[least]}.",
    )


def _least_reliable(found: Backtest) -> Spot | None:
    """The advice that is wrong most often."""
    given = [(approach, each.recommended) for approach, each in found.by_approach.items()]
    judged = [(approach, rate) for approach, rate in given if rate and rate.n >= LEAST]
    if len(judged) < 2:
        return None
    approach, rate = min(judged, key=lambda pair: pair[1].share)
    return Spot(
        "Least reliable advice",
        f"When it recommends {approach_name(approach)}, that was acceptable in {words.of(rate)} "
        f"({words.interval(rate)}){_apart(rate, found.open.rate)}.",
    )


def _most_frequent(cases: Iterable[BacktestCase]) -> Spot | None:
    """What is taken for what."""
    wrong = [each for each in cases if not each.right_compared]
    pairs = Counter((each.ranked_first_compared, each.best) for each in wrong)
    if not pairs:
        return None
    most = max(pairs.values())
    named = [
        f"{approach_name(said) if said else 'nothing'} ranked first where {approach_name(best)} was best"
        for (said, best), number in pairs.items()
        if number == most
    ]
    what = "; ".join(sorted(named))
    return Spot(
        "Most frequent mistake",
        f"{what[0].upper()}{what[1:]}: {most}{' each' if len(named) > 1 else ''} of its "
        f"{words.counted(len(wrong), 'mistake')} among those compared.",
    )


def _surest(cases: Iterable[BacktestCase]) -> Spot | None:
    """The mistake that it was surest of."""
    wrong = [(each.probability[each.recommended], each) for each in cases if each.recommended and not each.right_open]
    if not wrong:
        return None
    given, case = max(wrong, key=lambda pair: (pair[0], pair[1].id))
    best = " or ".join(approach_name(each) for each in case.acceptable)
    return Spot(
        "Surest mistake",
        f"{case.title} ({case.org}, {case.year}): {words.percent(given)} for {approach_name(case.recommended or '')}; "
        f"acceptable was {best}.",
    )


def _too_few(groups: Sequence[Groups]) -> Spot | None:
    small = [f"{named.name} ({named.group.n})" for each in groups for named in each.groups if 0 < named.group.n < LEAST]
    if not small:
        return None
    return Spot(
        "Too few to say", f"Groups of fewer than {LEAST} cases, of which nothing is said here: {', '.join(small)}."
    )
