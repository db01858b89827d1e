"""Questions of task A with their queries: wordings x entities, apart for training, validation and test.

Training, validation and test share the shapes of queries, not a single wording, text value, amount or date, and
training and test no query. A second test split asks of tables that training never saw, a third is written in the
version of the language that came later.
"""

from __future__ import annotations

import datetime
import random
import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.reproduce.sieve import DIALECTS, Filter, Query, parse, write
from benchmarks.reproduce.sieve_tables import Table, execute

Item = dict[str, Any]
NUMBERS = {2: "two", 3: "three", 4: "four"}
_PARTS = {"train": 0, "valid": 1, "test": 2}
TRIES = 4000


def made_questions(
    world: Mapping[str, Any], boards: Sequence[Mapping[str, Table]], part: str, n: int, seed: str, split: str
) -> list[Item]:
    """`n` questions of a part, all different, shapes in turn; `split` is train, valid, test, unseen or changed."""
    rng = random.Random(seed)
    dialect = DIALECTS[2 if split == "changed" else 1]
    names = list(world["unseen"] if split == "unseen" else world["tables"])
    items: list[Item] = []
    taken: set[str] = set()
    turns = {shape["id"]: rng.sample(shape[part], len(shape[part])) for shape in world["shapes"]}
    for at in range(TRIES):
        shape = world["shapes"][len(items) % len(world["shapes"])]
        wordings = turns[shape["id"]]
        wording = wordings[at // len(world["shapes"]) % len(wordings)]
        table = boards[0][rng.choice(names)]
        columns = {**world["tables"], **world["unseen"]}[table.name]
        question, query = _filled(shape, wording, table, columns, world["units"], part, rng)
        results = [execute(query, board) for board in boards]
        if question in taken or not all(_says_something(result) for result in results):
            continue
        # A query without a value must be kept apart too, or training would hold answers of the test.
        if not query.tests and split != "unseen" and _is_for_test(query) != (part == "test"):
            continue
        taken.add(question)
        text = write(query, dialect)
        if parse(text, dialect) != query:
            raise AssertionError(text)
        items.append(
            {
                "id": f"{split}-{len(items):03d}",
                "question": question,
                "schema": table.schema,
                "query": text,
                "shape": shape["id"],
                "wording": f"{shape['id']}-{shape[part].index(wording)}",
                "changes": text != write(query, DIALECTS[3 - dialect.version]),
            }
        )
        if len(items) == n:
            return items
    raise ValueError(f"only {len(items)} of {n} different questions could be made for {split}")


def _filled(
    shape: Mapping[str, Any],
    wording: str,
    table: Table,
    columns: Mapping[str, Any],
    units: Mapping[str, str],
    part: str,
    rng: random.Random,
) -> tuple[str, Query]:
    texts = rng.sample([column for column, kind in table.kinds.items() if kind == "text"], 2)
    number = rng.choice([column for column, kind in table.kinds.items() if kind not in ("text", "date")])
    date = next(column for column, kind in table.kinds.items() if kind == "date")
    amount, day, first = _amount(part, rng), _day(part, rng), rng.choice(list(NUMBERS))
    value = rng.choice(columns[texts[0]][part])
    held = {"t": (texts[0], value), "n": (number, (amount, table.kinds[number])), "d": (date, day)}
    tests = []
    for kept in shape["keep"]:
        slot, relation, _ = kept.split()
        tests.append(Filter(held[slot][0], relation, held[slot][1]))
    measure, *rest = shape["tell"].split()
    named = {"t": texts[0], "u": texts[1], "n": number}
    column = named[rest[0]] if rest and rest[0] != "per" else None
    per = named[rest[-1]] if "per" in rest else None
    ranked = shape.get("rank")
    query = Query(table.name, tuple(tests), measure, column, per, ranked, first if shape.get("first") else None)
    question = wording.format(
        table=table.name,
        t=texts[0],
        u=texts[1],
        n=number,
        d=date,
        v=value,
        a=f"{amount} {units[table.kinds[number]]}",
        day=f"{day.day} {day:%B %Y}",
        k=NUMBERS[first],
    )
    return re.sub(r"\ba (?=[aeiou])", "an ", question), query


def _is_for_test(query: Query) -> bool:
    """A third of the queries that hold no value."""
    return zlib.crc32(write(query, DIALECTS[1]).encode()) % 3 == 0


def _amount(part: str, rng: random.Random) -> int:
    """From 12 to 77, another third of them in each part."""
    return rng.choice([number for number in range(12, 78) if number % 3 == _PARTS[part]])


def _day(part: str, rng: random.Random) -> datetime.date:
    days = [datetime.date(2026, 2, 1) + datetime.timedelta(days=day) for day in range(270)]
    return rng.choice([day for day in days if day.toordinal() % 3 == _PARTS[part]])


def _says_something(result: tuple[str, object]) -> bool:
    """Whether the result is neither empty nor nothing, which too many wrong queries would give too."""
    kind, value = result
    return bool(value) and (kind != "ranked" or len(value) > 1)  # type: ignore[arg-type]


def in_version_2(items: Sequence[Item]) -> list[Item]:
    """The same pairs with their queries in the later version, for an index of examples that was renewed."""
    return [{**item, "query": write(parse(item["query"], DIALECTS[1]), DIALECTS[2])} for item in items]
