"""Wall time of several things in one run: rounds in shuffled order, so that a busy machine slows all alike."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

Task = Callable[[], object]
Decide = Callable[[Mapping[str, str]], object]

_PREEMPTED = 1.1
_RETRIES = 2
_FEW = 20


class Times(NamedTuple):
    """Seconds, round by round, each for so many units of work (under 1 where only a share of it is timed)."""

    rounds: list[float]
    units: float = 1.0

    @property
    def median(self) -> float:
        """Of one unit."""
        return statistics.median(self.rounds) / self.units

    @property
    def low(self) -> float:
        """The fastest round."""
        return min(self.rounds) / self.units

    @property
    def high(self) -> float:
        """The slowest round."""
        return max(self.rounds) / self.units

    def times(self, other: Times) -> float:
        """How many times as long it takes as another: the median of the rounds' ratios, because a machine that is
        slow for a while is slow for both sides of a round."""
        ratios = [one / two for one, two in zip(self.rounds, other.rounds, strict=True)]
        return statistics.median(ratios) * other.units / self.units


def interleaved(
    tasks: Mapping[str, Task], rounds: int, units: Mapping[str, float] | None = None, *, watch_cpu: bool = True
) -> dict[str, Times]:
    """What each task takes; `units`: how much work one call does, where that is not 1.

    A slice in which the process was held up (wall time above 1.1 times CPU time) is repeated up to twice; `watch_cpu`
    is off where tasks run in other processes.
    """
    taken: dict[str, list[float]] = {label: [] for label in tasks}
    for task in tasks.values():
        task()
    for _ in range(rounds):
        for label in random.sample(list(tasks), len(tasks)):
            taken[label].append(_slice(tasks[label], _RETRIES if watch_cpu else 0))
    return {label: Times(times, (units or {}).get(label, 1.0)) for label, times in taken.items()}


def looped(decide: Decide, situations: list[dict[str, str]], seconds: float) -> tuple[Task, int]:
    """A task of about so many seconds that decides on all answer sets again and again, and how many times it decides.

    A slow engine decides on some of them once.
    """
    few = situations[:_FEW]
    once = min(_slice(lambda: [decide(facts) for facts in few], 0) for _ in range(3)) / len(few)
    passes = int(seconds / once / len(situations))
    some = situations * passes if passes else situations[: max(_FEW, int(seconds / once))]

    def task() -> None:
        for facts in some:
            decide(facts)

    return task, len(some)


def _slice(task: Task, retries: int) -> float:
    best = float("inf")
    for _ in range(retries + 1):
        cpu, wall = time.process_time(), time.perf_counter()
        task()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        best = min(best, wall)
        if wall <= _PREEMPTED * cpu:
            break
    return best
