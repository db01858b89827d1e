"""CEL by Google's C++ library (`cel-expr-python`): one compiled list expression, read back by `plain_value()`.

Measured: `value()`, which wraps each element, takes twice as long; `in [...]` is no faster than comparisons. The
conditions cannot be packed into a few integers instead of a list: the parser stops at a depth of 32.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress

from cel_expr_python import cel
from plain_book import PlainBook, conditions_of
from scoring import Decision, Scoring
from text import comparisons, expression


class Cel:
    """`compile(list).eval(data=dict).plain_value()`."""

    label = "cel-expr-python (C++), one compiled list expression"

    def __init__(self, book: PlainBook) -> None:
        self.scoring = Scoring(book)
        self.places = range(self.scoring.size)
        environment = cel.NewEnv(variables=dict.fromkeys(book["values"], cel.Type.STRING))
        atom = comparisons(book, "&&", "||")
        conditions = [expression(each.clauses, atom, "&&", "||") for each in conditions_of(book)]
        self.expression = environment.compile("[" + ", ".join(conditions) + "]")

    def decide(self, facts: Mapping[str, str]) -> Decision:
        return self.scoring.decide(compress(self.places, self.expression.eval(data=facts).plain_value()))
