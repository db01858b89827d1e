"""What a query gives on small tables, worked out by hand."""

from __future__ import annotations

import datetime

import pytest

from benchmarks.reproduce.scoring import marks
from benchmarks.reproduce.sieve import DIALECTS, SieveError, parse
from benchmarks.reproduce.sieve_tables import Result, Table, execute

DAY = datetime.date
ROWS = [
    {"region": "north", "status": "late", "price": 10, "placed": DAY(2026, 1, 1)},
    {"region": "north", "status": "open", "price": 30, "placed": DAY(2026, 2, 1)},
    {"region": "south", "status": "late", "price": 20, "placed": DAY(2026, 3, 1)},
    {"region": "east", "status": "late", "price": 40, "placed": DAY(2026, 4, 1)},
]
KINDS = {"region": "text", "status": "text", "price": "eur", "placed": "date"}
BOARD = {"orders": Table("orders", KINDS, ROWS)}


def _result(steps: str) -> Result:
    return execute(parse(f"TAKE orders :: {steps} :: DONE", DIALECTS[1]), BOARD)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("TELL TALLY", ("number", 4)),
        ("KEEP status IS «late» :: TELL SUM price", ("number", 70)),
        ("KEEP status ISNT «late» :: TELL MEAN price", ("number", 30)),
        ("KEEP price OVER 20eur :: TELL TALLY", ("number", 2)),
        ("KEEP price UNDER 20eur :: TELL region", ("values", ("north",))),
        ("KEEP placed SINCE d2026.03.01 :: TELL PEAK price", ("number", 40)),
        ("KEEP placed BEFORE d2026.03.01 :: TELL DIP price", ("number", 10)),
        ("TELL SUM price PER region", ("groups", (("east", 40), ("north", 40), ("south", 20)))),
        ("TELL SUM price PER region :: RANK DOWN :: FIRST 2", ("ranked", (("east", 40), ("north", 40)))),
        ("TELL price :: RANK DOWN :: FIRST 3", ("ranked", (40, 30, 20))),
        ("KEEP status IS «lost» :: TELL SUM price", ("number", None)),
    ],
)
def test_a_query_gives(steps: str, expected: Result) -> None:
    assert expected == _result(steps)


@pytest.mark.parametrize(
    "steps",
    [
        "TELL SUM region",
        "TELL SUM colour",
        "KEEP price OVER 20kg :: TELL TALLY",
        "KEEP price IS «20» :: TELL TALLY",
        "TELL TALLY PER colour",
    ],
)
def test_a_query_that_does_not_fit_the_table_gives_nothing(steps: str) -> None:
    with pytest.raises(SieveError):
        _result(steps)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("TAKE orders :: KEEP status IS «late» :: TELL TALLY :: DONE", (True, True)),
        ("TAKE orders :: KEEP price ISNT «x» :: TELL TALLY :: DONE", (True, False)),
        ("TAKE orders :: TELL TALLY :: DONE", (True, False)),
        ("There are 3 late orders.", (False, False)),
        ("", (False, False)),
    ],
)
def test_an_answer_is_marked_by_what_it_gives(answer: str, expected: tuple[bool, bool]) -> None:
    wanted = "TAKE orders :: KEEP status IS «late» :: TELL TALLY :: DONE"
    assert expected == marks(answer, wanted, 1, [BOARD])[:2]
