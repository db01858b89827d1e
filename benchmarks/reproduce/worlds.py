"""The two YAML files that all data is made from."""

from __future__ import annotations

import functools
from typing import Any

import yaml

from benchmarks.reproduce.settings import HERE, SEED
from benchmarks.reproduce.sieve_tables import Table, made_tables


@functools.cache
def sieve_world() -> dict[str, Any]:
    """Tables, values and wordings of task A."""
    return dict(yaml.safe_load((HERE / "sieve.yaml").read_text(encoding="utf-8")))


@functools.cache
def handbook_world() -> dict[str, Any]:
    """Facts and wordings of task B."""
    return dict(yaml.safe_load((HERE / "handbook.yaml").read_text(encoding="utf-8")))


@functools.cache
def boards() -> tuple[dict[str, Table], ...]:
    """Two sets of the same tables with other rows: a query is right if it gives the wanted result on both.

    On one set alone a wrong query may give the right count by chance.
    """
    return tuple(made_tables(sieve_world(), SEED + number) for number in (0, 1))
