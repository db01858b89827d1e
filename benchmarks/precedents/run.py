"""Whether the nearest published cases point the right way, and how long they take: python benchmarks/precedents/run.py

Each case that compared approaches is asked for the nearest cases of other sources. Two questions, for the nearest 1, 3
and 5: the share of them whose best approach would have been acceptable; and how often their vote, over the approaches
that the case itself compared, falls on an acceptable one (a tie goes to the nearer; where none of them names such an
approach it counts as a guess). Beside the way that ships: all answers counted alike, and what won most often elsewhere,
with no look at the answers. The weights come from rules that were written with these cases in view.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence

from advisor import RuleBook, load_cases
from advisor.decision.precedents import nearest_cases
from advisor.schema.cases import Case
from advisor.schema.questions import Question
from advisor.schema.words import UNKNOWN

COUNTS = (1, 3, 5)
Neighbours = Callable[[Case, Sequence[Case]], Sequence[str]]
"""A case and the cases of other sources -> what was best in those nearest to it, the nearest first."""


def weighted(book: RuleBook) -> Neighbours:
    """The way that ships."""

    def nearest(case: Case, others: Sequence[Case]) -> Sequence[str]:
        found = nearest_cases(book, case.answers.known, others, count=max(COUNTS))
        return [each.best for each in found[: max(COUNTS)]]

    return nearest


def unweighted(book: RuleBook) -> Neighbours:
    """All answers alike: +1 for the same, 0 for neighbours on a scale, -1 for any other; then compared, confidence."""

    def points(question: Question, yours: str, theirs: str) -> int:
        if theirs == UNKNOWN or yours == theirs:
            return int(yours == theirs)
        scale = [option.id for option in question.options]
        return 0 if question.ordinal and abs(scale.index(yours) - scale.index(theirs)) == 1 else -1

    def nearest(case: Case, others: Sequence[Case]) -> Sequence[str]:
        known = case.answers.known
        asked = [question for question in book.questions if question.id in known]

        def away(other: Case) -> tuple[int, bool, int, str]:
            theirs = other.answers.values
            agree = sum(points(question, known[question.id], theirs[question.id]) for question in asked)
            return -agree, not other.compared, ("high", "medium", "low").index(other.confidence), other.id

        return [each.best for each in sorted(others, key=away)[: max(COUNTS)]]

    return nearest


def blind(case: Case, others: Sequence[Case]) -> Sequence[str]:
    """What won most often among the approaches that this case compared, whatever the answers."""
    tried = {each.approach for each in case.approaches}
    wins = Counter(each.best for each in others if each.compared and each.best in tried)
    return [max(sorted(tried), key=wins.__getitem__)] * max(COUNTS)


def vote(case: Case, bests: Sequence[str]) -> float:
    """1 where the vote falls on an acceptable approach, 0 where not; the chance of it where nobody votes."""
    tried = {each.approach for each in case.approaches}
    votes = Counter(best for best in bests if best in tried)
    if not votes:
        return len(tried & {*case.acceptable}) / len(tried)
    return float(votes.most_common(1)[0][0] in case.acceptable)


def judge(nearest: Neighbours, cases: Sequence[Case]) -> dict[str, list[tuple[str, float]]]:
    """Question -> the source and the mark of each compared case."""
    marks: dict[str, list[tuple[str, float]]] = {}
    for case in cases:
        if not case.compared:
            continue
        bests = nearest(case, [each for each in cases if each.source.url != case.source.url])
        for count in COUNTS:
            share = sum(best in case.acceptable for best in bests[:count]) / count
            marks.setdefault(f"acceptable, nearest {count}", []).append((case.source.url, share))
            marks.setdefault(f"vote of the nearest {count}", []).append((case.source.url, vote(case, bests[:count])))
    return marks


def by_source(marks: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Source -> its mean, so that every source counts once."""
    sources: dict[str, list[float]] = {}
    for url, mark in marks:
        sources.setdefault(url, []).append(mark)
    return {url: statistics.fmean(each) for url, each in sources.items()}


def main() -> None:
    book, cases = RuleBook.load(), load_cases().cases
    ways = {"weighted": weighted(book), "all alike": unweighted(book), "blind": blind}
    judged = {way: judge(nearest, cases) for way, nearest in ways.items()}
    compared = [case for case in cases if case.compared]
    sources = len({case.source.url for case in compared})
    print(f"{len(compared)} compared cases of {sources} sources; each source counts once")
    print(f"{'share right':24}{''.join(f'{way:>12}' for way in ways)}   weighted less all alike, 95 % interval")
    for question in sorted(judged["weighted"], key=lambda each: (each.split()[0], each)):
        means = {way: by_source(judged[way][question]) for way in ways}
        gains = [means["weighted"][url] - means["all alike"][url] for url in means["weighted"]]
        gain, error = statistics.fmean(gains), statistics.stdev(gains) / len(gains) ** 0.5
        shares = "".join(f"{statistics.fmean(each.values()):12.3f}" for each in means.values())
        print(f"{question:24}{shares}   {gain:+.3f} ({gain - 1.96 * error:+.3f} to {gain + 1.96 * error:+.3f})")
    taken = []
    for case in cases:
        started = time.perf_counter()
        nearest_cases(book, case.answers.known, cases)
        taken.append(time.perf_counter() - started)
    print(f"one set of answers: median {statistics.median(taken) * 1000:.1f} ms, most {max(taken) * 1000:.1f} ms")


if __name__ == "__main__":
    main()
