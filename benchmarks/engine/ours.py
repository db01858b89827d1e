"""Our own engine, called as the peers are: one decision by the core and by `recommend()`, a batch by `recommend_many`.

This is the one place to change when the core's names change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from plain_book import APPROACHES, folded, plain_book
from scoring import Decision

if TYPE_CHECKING:
    import numpy as np

    from advisor.schema.rules import Book

CORE = "advisor, core (Engine.decide)"
PUBLIC = "advisor, recommend()"
COLUMNS = "advisor, core (Columns.rank), int8 array"
MANY = "advisor, recommend_many, int8 array"


class Core:
    """`Engine(book).decide(answers, derived)`: before anything is wrapped in pydantic."""

    label = CORE

    def __init__(self, book: Book, *, evidence: bool) -> None:
        from advisor.decision.engine import Engine

        engine = Engine(book)
        # one dict holds the answers and the derived facts
        self.decide = (lambda facts: engine.decide({}, facts)) if evidence else engine.decide

    @staticmethod
    def read(answer: Any) -> Decision:
        """As the peers say it; the rules that fired without being a reason are not listed."""
        ranking = answer.ranking
        return Decision(
            tuple(ranking.order),
            tuple(ranking.scores[approach] for approach in APPROACHES),
            tuple(ranking.probabilities[approach] for approach in APPROACHES),
            ranking.standing,
            None,  # type: ignore[arg-type]
            tuple(sorted(answer.reasons_for)),
            tuple(sorted(answer.reasons_against)),
        )


class Public:
    """`recommend(dict)`: with the path, every reason's words and sources, open questions, as a pydantic model."""

    label = PUBLIC

    def __init__(self, book: Book) -> None:
        from advisor import recommend

        self.decide = lambda facts: recommend(facts, rule_book=book)

    @staticmethod
    def read(answer: Any) -> Decision:
        """As the peers say it; it does not list the rules that fired without being a reason."""
        ranking = {each.approach: each for each in answer.ranking}
        return Decision(
            tuple(ranking),
            tuple(ranking[approach].score for approach in APPROACHES),
            tuple(ranking[approach].probability.value for approach in APPROACHES),
            answer.standing,
            None,  # type: ignore[arg-type]
            tuple(reason.rule for reason in answer.reasons_for),
            tuple(reason.rule for reason in answer.reasons_against),
        )


class PublicRead(Public):
    """`recommend(dict)`, and everything in it read once: ranking, path, every reason, every rule that waits."""

    label = PUBLIC + ", all of it read"

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        make = self.decide

        def decide(facts: Mapping[str, str]) -> Any:
            found = make(facts)
            for name in READ:
                getattr(found, name)
            return found

        self.decide = decide


READ = ("ranking", "probability", "path", "reasons_for", "reasons_against", "reasons_on_others", "ruled_out", "waiting")


class Columns:
    """`Columns(...).rank(codes)`: the core of a batch, an int8 array of codes to NumPy columns."""

    label = COLUMNS

    def __init__(self, book: Book) -> None:
        from advisor.decision.columns import Columns as Compiled
        from advisor.decision.engine import Engine
        from advisor.decision.rule_tables import RuleTables

        self.questions = [question.id for question in book.questions]
        self.columns = Compiled(RuleTables(book, Engine(book)))

    def table(self, codes: Mapping[str, np.ndarray]) -> np.ndarray:
        """An int8 array, a row an answer set, a column a question, -1 for unknown."""
        import numpy as np

        return np.column_stack([codes[question] for question in self.questions])

    def decide(self, table: np.ndarray) -> Any:
        """The approach and a probability an approach."""
        return self.columns.rank(table)

    @staticmethod
    def read(answer: Any) -> dict[str, np.ndarray]:
        """As the peers give it."""
        shares = {f"p{i}": column for i, column in enumerate(answer.probability)}
        return {"approach": answer.approach.astype("uint8"), **shares}


class Winners(Columns):
    """`Columns(...).winners(codes)`: the approach alone."""

    def decide(self, table: np.ndarray) -> Any:
        """The approach."""
        return self.columns.winners(table)


class Many(Columns):
    """`recommend_many(codes)`: the same through the library's door."""

    label = MANY
    fired = False

    def __init__(self, book: Book) -> None:
        from advisor import recommend_many

        self.questions = [question.id for question in book.questions]
        self.decide = lambda table: recommend_many(table, rule_book=book, fired=self.fired)

    @staticmethod
    def read(answer: Any) -> dict[str, np.ndarray]:
        """As the peers give it."""
        import numpy as np

        codes = {approach: i for i, approach in enumerate(APPROACHES)}
        columns = {"approach": np.array([codes.get(each, 255) for each in answer["approach"]], dtype=np.uint8)}
        columns |= {f"p{i}": np.asarray(answer[f"probability_{name}"]) for i, name in enumerate(APPROACHES)}
        if "fired" in answer:
            rows = [set(ids) for ids in answer["fired"]]
            columns |= {f"fired:{id}": np.array([id in row for row in rows]) for id in sorted(set().union(*rows))}
        return columns


class ManyWithFired(Many):
    """With the ids of the rules that fire."""

    label = MANY + ", and fired rules"
    fired = True


class ManyEnum(Many):
    """`recommend_many(polars.DataFrame)`: a DataFrame to a DataFrame, Enum columns."""

    label = "advisor, recommend_many, a Polars DataFrame of Enum columns"
    kind = "enum"

    def __init__(self, book: Book) -> None:
        import narwhals  # noqa: F401  (of the extra `evals`; without it there are no DataFrames)
        import pyarrow  # noqa: F401

        super().__init__(book)
        self.plain = plain_book(book)

    def table(self, codes: Mapping[str, np.ndarray]) -> Any:
        """The same table that Polars is given."""
        from rules_as_polars import PolarsBatch

        return PolarsBatch(folded(self.plain, self.plain["defaults"]), self.kind).table(codes)


class ManyText(ManyEnum):
    """The same with String columns."""

    label = "advisor, recommend_many, a Polars DataFrame of String columns"
    kind = "text"


def available(book: Book, *kinds: type[Columns]) -> list[Columns]:
    """Those of the batch engines that this version has."""
    found = []
    for kind in kinds:
        try:
            found.append(kind(book))
        except ImportError:
            continue
    return found
