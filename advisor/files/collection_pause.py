"""A pause of Python's garbage collector while large files become objects that cannot be garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Pauses:
    """How many are under way in all threads, whether the collector ran before the first, and whether somebody else
    was seen to keep frozen objects: to count them takes as long as there are many, so that is asked no second time."""

    lock = Lock()
    count = 0
    ran_before = False
    others_freeze = False


@contextmanager
def paused_collection() -> Iterator[None]:
    """The collector stands still until the last pause of all threads has ended.

    Parsed JSON has no cycles, so there is nothing to find; looking for it takes more time than parsing.
    """
    with _Pauses.lock:
        if _Pauses.count == 0:
            _Pauses.ran_before = gc.isenabled()
            gc.disable()
        _Pauses.count += 1
    try:
        yield
    finally:
        with _Pauses.lock:
            _Pauses.count -= 1
            if _Pauses.count == 0 and _Pauses.ran_before:
                _Pauses.others_freeze = _Pauses.others_freeze or gc.get_freeze_count() > 0
                if not _Pauses.others_freeze:  # somebody else's frozen objects stay frozen
                    gc.freeze()
                    gc.unfreeze()  # all that was built counts as old, so that the collector does not walk it at once
                gc.enable()
