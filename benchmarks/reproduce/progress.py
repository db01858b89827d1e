"""Does parts in order with a bar for all and one for the part, and an estimate that finished parts correct."""

from __future__ import annotations

import time
from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks.reproduce.plan import Part
from benchmarks.reproduce.running import Run


def done_with_progress(run: Run, left: Sequence[Part], console: Console, until: float | None) -> list[Part]:
    """Does these parts; those that were not started because they would end after `until` are returned."""
    expected = {part: part.estimate(run.items) for part in left}
    spent = planned = 0.0
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[left]}"), TimeElapsedColumn())
    with Progress(*columns, console=console) as bars:
        whole = bars.add_task("all parts", total=max(sum(expected.values()), 1), left="")
        for at, part in enumerate(left):
            pace = spent / planned if planned else 1.0
            rest = pace * sum(expected[other] for other in left[at:])
            bars.update(whole, left=f"{rest / 60:.0f} min left")
            if until is not None and time.monotonic() + pace * expected[part] > until:
                return list(left[at:])
            own = bars.add_task(part.name, total=1.0, left="")
            seconds = run.do(part, lambda share, own=own: bars.update(own, completed=share))
            spent, planned = spent + seconds, planned + expected[part]
            bars.remove_task(own)
            bars.advance(whole, expected[part])
            bars.console.print(f"{seconds:7.1f} s  {part.name}", highlight=False)
    return []
