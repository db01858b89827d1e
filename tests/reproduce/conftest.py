"""`benchmarks` is no installed package: its folder is the root of the repository."""

from __future__ import annotations

import sys

from places import ROOT

if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
