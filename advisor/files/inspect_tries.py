"""Which log holds the sample that counts, where several hold one: copies of a log, and runs that were tried again.

A run that is tried again keeps its `task_id`; samples that came to an end are copied into the new log, with the `uuid`
they had, and the others are run anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from advisor.files.inspect_samples import is_cancelled

Fields = Mapping[str, Any]


class LastTries:
    """The last try of each sample; of equally old logs, as a log and its JSON form, the first counts."""

    def __init__(self, logs: Sequence[tuple[Fields, str, Sequence[Fields]]]) -> None:
        """`logs` are what was run, how it ended, and the samples."""
        self._tasks = [spec.get("task_id") for spec, _, _ in logs]
        self._created = [str(spec.get("created") or "") for spec, _, _ in logs]
        self._last: dict[tuple[str, str, int], int] = {}
        self._seen: dict[str, int] = {}
        times = Counter(task for task in self._tasks if isinstance(task, str))
        newest_first = sorted(range(len(logs)), key=self._created.__getitem__, reverse=True)
        for place in newest_first:
            task, (_, status, samples) = self._tasks[place], logs[place]
            if isinstance(task, str) and times[task] > 1:
                for sample in samples:
                    if not is_cancelled(sample, status):
                        self._last.setdefault((task, *sample_key(sample)), place)

    def counted_elsewhere(self, sample: Fields, place: int) -> Literal["twice", "later"] | None:
        """Whether the try that counts is in another log than the one at this place: in a copy, or a later try."""
        task, uuid = self._tasks[place], sample.get("uuid")
        last = self._last.get((task, *sample_key(sample)), place) if isinstance(task, str) else place
        if last != place:
            return "twice" if self._created[last] == self._created[place] else "later"
        return "twice" if isinstance(uuid, str) and self._seen.setdefault(uuid, place) != place else None


def sample_key(sample: Fields) -> tuple[str, int]:
    """Its id and epoch."""
    epoch = sample.get("epoch")
    return str(sample.get("id")), epoch if isinstance(epoch, int) else 1
