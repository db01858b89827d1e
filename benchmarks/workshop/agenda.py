"""How long a reveal takes, beside one bare NumPy pass over as many ways: python benchmarks/workshop/agenda.py

The whole outcome is worked out: counts, each person's own recommendation, the agenda, movement, the stop rule. People
answer at random, one answer in ten is "don't know", and one question in eight nobody can answer; that is more
disagreement than a real team has, so the times are an upper end. The bare pass adds up one look-up a question and takes
the best of four: no rules, no vetoes, no next step. `ranked`: the rows that the engine ranked, those with an answer to
what nobody knows included. Medians of three teams.
"""

from __future__ import annotations

import datetime
import resource
import statistics
import time
from random import Random

import numpy as np
from numpy.typing import NDArray

from advisor import RuleBook
from advisor.decision.outlook import outlook_of
from advisor.schema.words import UNKNOWN
from advisor.schema.workshop import Ballot, Brief, Round, WorkshopView
from advisor.workshop.outcome import outcome

PEOPLE, QUESTIONS, TEAMS = (5, 12, 50), (8, 25), 3
BLOCK = 32_768


def team(book: RuleBook, people: int, questions: int, seed: int) -> WorkshopView:
    """A workshop whose first round is revealed."""
    random = Random(seed)
    chosen = set(random.sample([question.id for question in book.questions], questions))
    asked = [question for question in book.questions if question.id in chosen]
    nobody = set(random.sample(sorted(chosen), questions // 8))
    ballots = tuple(
        Ballot(
            person=person,
            round=1,
            question=question.id,
            option=UNKNOWN
            if question.id in nobody or random.random() < 0.1
            else random.choice([option.id for option in question.options]),
        )
        for person in range(people)
        for question in asked
    )
    ids = tuple(question.id for question in asked)
    return WorkshopView(
        version=1,
        seat="facilitator",
        brief=Brief(title="Benchmark", questions=ids),
        phase="revealed",
        rounds=(Round(number=1, questions=ids, revealed=True),),
        joined=people,
        finished=people,
        ballots=ballots,
        created=datetime.datetime(2026, 11, 28, tzinfo=datetime.UTC),
    )


def bare_pass(rows: int, questions: int) -> float:
    """Seconds for one look-up a question, added up, and the best of four; in blocks that fit the cache."""
    random = np.random.default_rng(1)
    codes = random.integers(0, 4, (questions, rows), dtype=np.int8)
    points = random.normal(size=(questions, 4, 4)).astype(np.float32)
    best = np.empty(rows, np.int8)
    start = time.perf_counter()
    for at in range(0, rows, BLOCK):
        block = codes[:, at : at + BLOCK].astype(np.intp)
        total = np.zeros((4, block.shape[1]), np.float32)
        for own, table in zip(block, points, strict=True):
            total += table.take(own, axis=1)
        best[at : at + BLOCK] = total.argmax(axis=0)
    return time.perf_counter() - start


def main() -> None:
    """Prints the table."""
    book = RuleBook.load()
    columns = outlook_of(book).columns
    rank, ranked = columns.winners, [0]

    def counting(codes: NDArray[np.int8]) -> NDArray[np.int8]:
        ranked[0] += len(codes)
        return rank(codes)

    columns.winners = counting  # type: ignore[method-assign]
    outcome(team(book, 2, 2, 0), book)  # the book compiled
    lines: list[tuple[str, int, int, float]] = []
    for people in PEOPLE:
        for questions in QUESTIONS:
            seconds, ways, rows, exact = [], [], [], 0
            for seed in range(TEAMS):
                view = team(book, people, questions, seed)
                ranked[0] = 0
                start = time.perf_counter()
                found = outcome(view, book)
                seconds.append(time.perf_counter() - start)
                ways.append(found.agenda.ways)
                rows.append(ranked[0])
                exact += found.agenda.is_exact
            median = int(statistics.median(rows))
            said = f"| {people} | {questions} | {statistics.median(ways):.3g} | {exact} of {TEAMS} | {median:,}"
            lines.append((said, median, questions, statistics.median(seconds)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("| people | questions | ways | exact | ranked | outcome, s | bare pass, s | ratio |")
    print("| ---: | ---: | ---: | :---: | ---: | ---: | ---: | ---: |")
    for said, median, questions, ours in lines:
        bare = statistics.median(bare_pass(median, questions) for _ in range(TEAMS))
        print(f"{said} | {ours:.2f} | {bare:.4f} | {ours / bare:,.1f} |")
    print(f"\nPeak memory of the outcomes: {peak:.0f} MiB.")


if __name__ == "__main__":
    main()
