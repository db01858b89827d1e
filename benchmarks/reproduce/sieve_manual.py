"""The manual of Sieve, one for each version, at most 400 tokens of SmolLM2; a test parses every query in it."""

from __future__ import annotations

from benchmarks.reproduce.sieve import Dialect

_MANUAL = """\
Sieve is a query language. A query is one line of steps, joined by " :: ", in this order:
TAKE table
KEEP column test value: keeps some rows; none, one or two of these steps. Tests: IS and ISNT for text, {over} and \
{under} for numbers, SINCE and BEFORE for dates.
{split}TELL measure: exactly one. TALLY counts the rows. SUM, MEAN, PEAK (the largest) and DIP (the smallest) stand \
before a column. A column alone lists its values.{per}
RANK UP or RANK DOWN: sorts the groups by the measure, or a list by its values.
FIRST number: keeps the first ones; needs RANK before it.
DONE: ends every query.
Write text in «», as «late»; a number with the unit of its column and no space, as 40eur; a date as d2026.11.03.
Example: {example}"""


def manual(dialect: Dialect) -> str:
    """The text that stands in the prompt."""
    if dialect.groups_before:
        split, per = "SPLIT column: groups the rows, where the question asks for groups.\n", ""
        told = "SPLIT topic :: TELL TALLY"
    else:
        split, per = "", " PER column behind the measure groups it."
        told = "TELL TALLY PER topic"
    example = f"TAKE tickets :: KEEP wait {dialect.over} 12h :: {told} :: RANK DOWN :: FIRST 2 :: DONE"
    return _MANUAL.format(over=dialect.over, under=dialect.under, split=split, per=per, example=example)
