"""Tables that queries run on, made from the world's values by a seed, and what a query gives on them."""

from __future__ import annotations

import datetime
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.reproduce.sieve import Filter, Query, SieveError

Row = Mapping[str, Any]
Result = tuple[str, object]
"""What came out, with its kind: a number, a set of values, or a ranked list."""
ROWS = 48


@dataclass(frozen=True)
class Table:
    """A named table: each column's kind is `text`, `date` or the unit of its numbers."""

    name: str
    kinds: Mapping[str, str]
    rows: Sequence[Row]

    @property
    def schema(self) -> str:
        """The line that every prompt holds."""
        return f"{self.name}({', '.join(f'{column} {kind}' for column, kind in self.kinds.items())})"


def made_tables(world: Mapping[str, Any], seed: int) -> dict[str, Table]:
    """All tables of the world with rows drawn by this seed."""
    return {
        name: _made_table(name, columns, random.Random(f"{seed} {name}"))
        for name, columns in {**world["tables"], **world["unseen"]}.items()
    }


def _made_table(name: str, columns: Mapping[str, Any], rng: random.Random) -> Table:
    rows = []
    for _ in range(ROWS):
        row: dict[str, Any] = {}
        for column, kind in columns.items():
            if isinstance(kind, Mapping):
                row[column] = rng.choice([value for values in kind.values() for value in values])
            elif kind == "date":
                row[column] = datetime.date(2026, 1, 1) + datetime.timedelta(days=rng.randrange(330))
            else:
                row[column] = rng.randrange(1, 100)
        rows.append(row)
    kinds = {column: "text" if isinstance(kind, Mapping) else kind for column, kind in columns.items()}
    return Table(name, kinds, rows)


def execute(query: Query, tables: Mapping[str, Table]) -> Result:
    """What a query gives. Raises SieveError where it does not fit the tables."""
    if query.table not in tables:
        raise SieveError(f"There is no table `{query.table}`.")
    table = tables[query.table]
    rows = [row for row in table.rows if all(_holds(test, row, table) for test in query.tests)]
    column = query.column and _column(table, query.column)
    if query.measure in ("sum", "mean", "peak", "dip") and table.kinds[str(column)] in ("text", "date"):
        raise SieveError(f"`{column}` holds no numbers.")
    if query.measure == "list":
        values = [row[str(column)] for row in rows]
        if query.rank is None:
            return "values", tuple(sorted(values))
        return "ranked", tuple(sorted(values, reverse=query.rank == "down")[: query.first])
    if query.per is None:
        return "number", _measured(query.measure, [row.get(column) for row in rows])
    groups: defaultdict[object, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row[_column(table, query.per)]].append(row.get(column))
    pairs = sorted((group, _measured(query.measure, values)) for group, values in groups.items())
    if query.rank is None:
        return "groups", tuple(pairs)
    pairs.sort(key=lambda pair: pair[1], reverse=query.rank == "down")  # of equal ones the first by name
    return "ranked", tuple(pairs[: query.first])


def _measured(measure: str, values: Sequence[Any]) -> float | None:
    if measure == "tally":
        return len(values)
    if not values:
        return None
    match measure:
        case "sum":
            return sum(values)
        case "mean":
            return round(sum(values) / len(values), 6)
        case "peak":
            return max(values)
    return min(values)


def _column(table: Table, column: str) -> str:
    if column not in table.kinds:
        raise SieveError(f"`{table.name}` has no column `{column}`.")
    return column


def _holds(test: Filter, row: Row, table: Table) -> bool:
    kind, held = table.kinds[_column(table, test.column)], row[test.column]
    value: Any = test.value
    if isinstance(value, tuple):
        value, unit = value
        if unit != kind:
            raise SieveError(f"`{test.column}` is not measured in `{unit}`.")
    elif ("text" if isinstance(value, str) else "date") != kind:
        raise SieveError(f"`{test.column}` takes another kind of value.")
    match test.relation:
        case "is":
            return bool(held == value)
        case "isnt":
            return bool(held != value)
        case "over":
            return bool(held > value)
        case "under" | "before":
            return bool(held < value)
    return bool(held >= value)
