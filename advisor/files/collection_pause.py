"""A pause of Python's garbage collector while large files become objects that cannot be garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Pauses:
    """How many are under way in all threads, and whether the collector ran before the first."""

    lock = Lock()
    count = 0
    ran_before = False


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
                if not gc.get_freeze_count():  # somebody else's frozen objects stay frozen
                    gc.freeze()
                    gc.unfreeze()  # all that was built counts as old, so that the collector does not walk it at once
                gc.enable()
