"""What tests of files share."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _the_limit_of_python() -> Iterator[None]:
    """How deep Python goes by itself: packages that other tests import raise that for the whole process."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(1000)
    yield
    sys.setrecursionlimit(before)
