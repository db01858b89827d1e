"""The joint tables for columns of answers say what the engine says, on any small book and answers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from situations import LETTERS, VALUES, small_books

from advisor.decision import joint_tables, sharing
from advisor.decision.columns import Columns
from advisor.decision.engine import Engine
from advisor.decision.fired_columns import FiredColumns
from advisor.decision.rule_tables import RuleTables
from advisor.schema.rules import Book
from advisor.schema.words import APPROACHES

codes = st.lists(st.tuples(*[st.integers(-1, 2)] * len(LETTERS)), min_size=1, max_size=30)


@settings(max_examples=1500, deadline=None)
@given(book=small_books(), rows=codes, cells=st.sampled_from([16, 8192]))
def test_every_row_has_the_winner_probabilities_and_rules_of_the_engine(
    book: Book, rows: list[tuple[int, ...]], cells: int
) -> None:
    engine = Engine(book)
    tables = RuleTables(book, engine)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joint_tables, "shared_scopes", lambda read, sizes: sharing.shared_scopes(read, sizes, cells))
        table = np.array(rows, np.int8)
        found = Columns(tables).rank(table)
        flags = FiredColumns(tables, len(engine.rules)).flags(table)
    for i, row in enumerate(rows):
        answers = {letter: VALUES[k] for letter, k in zip(LETTERS, row, strict=True) if k >= 0}
        decision = engine.decide(answers)
        winner = None if found.approach[i] < 0 else APPROACHES[found.approach[i]]
        assert winner == decision.ranking.approach
        assert list(found.probability[:, i]) == pytest.approx(list(decision.ranking.probabilities.values()))
        assert [rule.id for rule, fires in zip(engine.rules, flags[i], strict=True) if fires] == list(
            engine.ids(engine.situation(answers).fired)
        )
