"""What the advisor is bad at, worked out from its track record and said in words; no verdict is written by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from advisor.language import N_, _, ngettext
from advisor.report import backtest_words as words
from advisor.report.words import approach_name, either, label, strung
from advisor.schema.backtest import Backtest, BacktestCase, Group, Rate
from advisor.schema.rules import Book
from advisor.schema.words import UNKNOWN

LEAST: Final = 5
"""A group of fewer cases says nothing by itself."""

PUBLISHERS: Final[dict[str, str]] = {"paper": N_("Papers"), "industry": N_("Industry")}
CONFIDENCES: Final[dict[str, str]] = {"high": N_("High"), "medium": N_("Medium"), "low": N_("Low")}


CHANCE: Final = N_(
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
        Groups(
            _("Task"),
            tuple(Named(tasks[key], _("on “{task}”", task=tasks[key]), each) for key, each in found.by_task.items()),
        ),
        Groups(
            _("What turned out best"),
            tuple(
                Named(words.titled(key), _("where {approach} turned out best", approach=approach_name(key)), each.best)
                for key, each in found.by_approach.items()
                if each.best
            ),
        ),
        Groups(
            _("Confidence in the record"),
            tuple(
                Named(_(CONFIDENCES[key]), _("on records of {confidence}", confidence=_(words.CONFIDENCES[key])), each)
                for key, each in found.by_confidence.items()
            ),
        ),
        Groups(
            _("Kind of source"),
            tuple(
                Named(
                    _(PUBLISHERS[key]),
                    _("on cases from papers") if key == "paper" else _("on cases from industry"),
                    each,
                )
                for key, each in found.by_kind.items()
            ),
        ),
        Groups(
            _("Year"),
            tuple(
                Named(str(key), _("on cases of {year}", year=key), each) for key, each in sorted(found.by_year.items())
            ),
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
    return _("Task not known") if task == UNKNOWN else label(book, "task", task)


def _weakest(each: Groups, found: Backtest) -> Spot | None:
    """The group with the smallest share, for both questions; nothing where there is no other to compare it with."""
    judged = _large_enough(each)
    if len(judged) < 2:
        return None
    worst = min(judged, key=lambda named: named.group.compared.share)
    worst_open = min(judged, key=lambda named: named.group.open.share)
    compared, open_ = worst.group.compared, worst_open.group.open
    return Spot(
        each.about,
        _(
            "Weakest {group}: right in {of} among those compared ({interval}){apart}. {of_all_four}",
            group=worst.inside,
            of=words.of(compared),
            interval=words.interval(compared),
            apart=_apart(compared, found.compared.rate),
            of_all_four=_weakest_of_all_four(None if worst is worst_open else worst_open, open_, found.open.rate),
        ),
    )


def _weakest_of_all_four(other: Named | None, open_: Rate, whole: Rate) -> str:
    """The same for the other question; `other`: the group, where it is another one."""
    said = {"of": words.of(open_), "interval": words.interval(open_), "apart": _apart(open_, whole)}
    if other is None:
        return _("Of all four: acceptable in {of} ({interval}){apart}.", **said)
    return _("Of all four, weakest {group}: acceptable in {of} ({interval}){apart}.", group=other.inside, **said)


def _large_enough(each: Groups) -> list[Named]:
    return [named for named in each.groups if named.group.n >= LEAST]


def _smallest_share(each: Groups) -> float:
    """By which the respect with the weakest group comes first."""
    return min((named.group.compared.share for named in _large_enough(each)), default=1.0)


def _apart(part: Rate, whole: Rate) -> str:
    """Whether even the upper end of the interval is less; of several groups the lowest is so by chance now and then."""
    if part.high >= whole.share:
        return ""
    return _(", an interval wholly below the overall {share}", share=words.percent(whole.share))


def _later(found: Backtest) -> Spot | None:
    """How it does on cases later than all it has learned from."""
    if not found.later_years:
        return None
    later = found.later_years[-1]
    rate, whole = later.compared.rate, found.compared.rate
    less = round(100 * whole.share) - round(100 * rate.share)
    verdict = (
        ngettext(
            "{n} point below the overall {share}",
            "{n} points below the overall {share}",
            less,
            share=words.percent(whole.share),
        )
        if less > 0
        else _("no worse than the overall {share}", share=words.percent(whole.share))
    )
    if rate.high < whole.share:
        verdict = _("{difference}, by more than the interval", difference=verdict)
    return Spot(
        _("Later years"),
        _(
            "Having learned only from cases up to {year}, it was right in {of} among those compared that came later "
            "({interval}), {verdict}. The rules had these in view.",
            year=later.fitted_up_to,
            of=words.of(rate),
            interval=words.interval(rate),
            verdict=verdict,
        ),
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
        _("Leaning"),
        ngettext(
            "It recommends {most} more often than that turns out best, in {most_said} of {n} case against "
            "{most_best}, and {least} less often, in {least_said} against {least_best}.",
            "It recommends {most} more often than that turns out best, in {most_said} of {n} cases against "
            "{most_best}, and {least} less often, in {least_said} against {least_best}.",
            found.n,
            most=approach_name(most),
            most_said=said[most],
            most_best=best[most],
            least=approach_name(least),
            least_said=said[least],
            least_best=best[least],
        ),
    )


def _least_reliable(found: Backtest) -> Spot | None:
    """The advice that is wrong most often."""
    given = [(approach, each.recommended) for approach, each in found.by_approach.items()]
    judged = [(approach, rate) for approach, rate in given if rate and rate.n >= LEAST]
    if len(judged) < 2:
        return None
    approach, rate = min(judged, key=lambda pair: pair[1].share)
    return Spot(
        _("Least reliable advice"),
        _(
            "When it recommends {approach}, that was acceptable in {of} ({interval}){apart}.",
            approach=approach_name(approach),
            of=words.of(rate),
            interval=words.interval(rate),
            apart=_apart(rate, found.open.rate),
        ),
    )


def _most_frequent(cases: Iterable[BacktestCase]) -> Spot | None:
    """What is taken for what."""
    wrong = [each for each in cases if not each.right_compared]
    pairs = Counter((each.ranked_first_compared, each.best) for each in wrong)
    if not pairs:
        return None
    most = max(pairs.values())
    named = [
        _(
            "{said} ranked first where {best} was best",
            said=approach_name(said) if said else _("nothing"),
            best=approach_name(best),
        )
        for (said, best), number in pairs.items()
        if number == most
    ]
    what = _("; ").join(sorted(named))
    counts = {"mistakes": f"{what[0].upper()}{what[1:]}", "most": most}
    if len(named) > 1:
        says = ngettext(
            "{mistakes}: {most} each of its {n} mistake among those compared.",
            "{mistakes}: {most} each of its {n} mistakes among those compared.",
            len(wrong),
            **counts,
        )
    else:
        says = ngettext(
            "{mistakes}: {most} of its {n} mistake among those compared.",
            "{mistakes}: {most} of its {n} mistakes among those compared.",
            len(wrong),
            **counts,
        )
    return Spot(_("Most frequent mistake"), says)


def _surest(cases: Iterable[BacktestCase]) -> Spot | None:
    """The mistake that it was surest of."""
    wrong = [(each.probability[each.recommended], each) for each in cases if each.recommended and not each.right_open]
    if not wrong:
        return None
    given, case = max(wrong, key=lambda pair: (pair[0], pair[1].id))
    return Spot(
        _("Surest mistake"),
        _(
            "{title} ({org}, {year}): {given} for {approach}; acceptable was {acceptable}.",
            title=case.title,
            org=case.org,
            year=case.year,
            given=words.percent(given),
            approach=approach_name(case.recommended or ""),
            acceptable=either(approach_name(each) for each in case.acceptable),
        ),
    )


def _too_few(groups: Sequence[Groups]) -> Spot | None:
    small = [
        _("{group} ({n})", group=named.name, n=named.group.n)
        for each in groups
        for named in each.groups
        if 0 < named.group.n < LEAST
    ]
    if not small:
        return None
    return Spot(
        _("Too few to say"),
        _(
            "Groups of fewer than {least} cases, of which nothing is said here: {groups}.",
            least=LEAST,
            groups=strung(small),
        ),
    )
