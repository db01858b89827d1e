"""What the run is made of: seed, sizes, training, length of answers. Changing one changes the run."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from benchmarks.reproduce.training import LoraSettings

HERE: Final = Path(__file__).parent
ROOT: Final = HERE.parents[1]
DATA: Final = HERE / "data"
LOGS: Final = HERE / "logs"
KEPT: Final = ROOT / ".reproduce"
"""Adapters, outside git."""

SEED: Final = 20261128
"""Of data: questions, tables, order. Adapters have seeds 1, 2 and 3 of their own."""
SIZES: Final = {
    "a-train": 300,
    "a-valid": 36,
    "a-test": 156,
    "a-unseen": 75,
    "a-changed": 75,
    "b-train": 300,
    "b-valid": 24,
    "b-test": 150,
}
CURVE: Final = (30, 100, 300)
SEEDS: Final = {30: (1,), 100: (1,), 300: (1, 2, 3)}
BATCH: Final = 8
MOST_TOKENS: Final = {"a": 72, "b": 40}
"""The longest query of the test has 41 tokens, the longest fact 5; the rest is for what stands before it."""
ANSWERING: Final = 2
"""Raised by hand when what is taken for the answer, or how it is marked, changes, so that older logs do not mix in."""

LORA: Final = {
    "a": LoraSettings(epochs=4, rate=2e-3),
    "a-rag": LoraSettings(epochs=2, rate=2e-3),
    "b": LoraSettings(epochs=4, rate=2e-3),
    "b-rag": LoraSettings(epochs=2, rate=2e-3),
}
LEAST_STEPS: Final = 24
"""Thirty examples are passed over more often, so that every adapter gets at least this many steps."""

MEMORY_GB: Final = 4.0
DISK_GB: Final = 1.0
