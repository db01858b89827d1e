"""The library's door: `recommend`, `read_evals`, `compare`, `backtest`, and the faces of what they return."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import computed_field

from advisor.decision.findings import Findings
from advisor.decision.verdict import Verdict, verdict_on
from advisor.errors import AdvisorError
from advisor.files.answers import load_answers, read_answers
from advisor.files.rulebook import RuleBook
from advisor.schema.answers import Answers
from advisor.schema.evidence import Evidence
from advisor.schema.recommendation import NextQuestions, Precedent, Settled, WhatIfs
from advisor.schema.rules import Book

if TYPE_CHECKING:
    from advisor.decision.next_question import Draws
    from advisor.decision.outlook import Outlook
    from advisor.evals.beside import Beside
    from advisor.evals.eval_set import EvalSet
    from advisor.schema.backtest import Backtest
    from advisor.schema.cases import CaseBook

__all__ = [
    "Comparison",
    "Recommendation",
    "RuleBook",
    "backtest",
    "compare",
    "load_answers",
    "load_cases",
    "read_beside",
    "read_evals",
    "recommend",
    "recommend_many",
]


_MARGIN = 0.03


class Recommendation(Verdict):
    """One answer to "prompt, RAG or fine-tune?" with everything it rests on.

    `approach` is the destination and `now` the next step: a team may be headed for fine-tuning and be told to build
    an eval set first. `print(recommendation)` shows it as text; a notebook shows it as HTML.
    """

    @computed_field  # type: ignore[prop-decorator]
    @property
    def headline(self) -> str:
        """The decision in one or two sentences."""
        from advisor.report.words import headline

        return headline(self)

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def precedents(self) -> tuple[Precedent, ...]:
        """The three nearest published cases, then the nearest that dissents, unless one of them does.

        The case book is read when this is first asked for.
        """
        from advisor.decision.precedents import nearest_cases

        return nearest_cases(
            self.book, self.answers, load_cases().cases, self.evidence.facts if self.evidence else None
        )

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def what_if(self) -> WhatIfs:
        """The single answers, and the pairs, that would change the recommended approach; worked out when asked for."""
        return self._outlook.what_if(self.answers)

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def settled(self) -> Settled:
        """Whether any answer to the open questions can still change the recommended approach: a proof or a witness."""
        return self._outlook.settled(self.answers)

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def next_questions(self) -> NextQuestions:
        """The open questions, those expected to decide most first, by how published cases answered."""
        cases = load_cases()
        key = cases.fingerprint, self.book.fingerprint
        if key not in _draws:
            _draws.clear()
            _draws[key] = self._outlook.draws(cases.cases)
        return self._outlook.next_questions(self.answers, _draws[key])

    @property
    def _outlook(self) -> Outlook:
        from advisor.decision.outlook import outlook_of  # needs NumPy, which a recommendation does not

        return outlook_of(self.book, self.evidence.facts if self.evidence else None)

    def to_text(self) -> str:
        """The whole recommendation as plain text for a terminal."""
        from advisor.report.faces import as_text

        return as_text(self, self.precedents, self.book)

    def to_markdown(self) -> str:
        """The whole recommendation as Markdown; text that was entered is escaped."""
        from advisor.report.faces import as_markdown

        return as_markdown(self, self.precedents, self.book)

    def to_html(self) -> str:
        """The whole recommendation as one HTML fragment without scripts; text that was entered is escaped."""
        from advisor.report.faces import as_html

        return as_html(self, self.precedents, self.book)

    def to_json(self) -> str:
        """The whole recommendation as JSON, by the schema that `Recommendation.json_schema()` gives."""
        return self.model_dump_json(indent=2)

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """The JSON schema of `to_json()`."""
        return cls.model_json_schema(mode="serialization")

    def _repr_html_(self) -> str:
        return self.to_html()

    def __str__(self) -> str:
        return self.to_text()


class Comparison(Evidence):
    """Eval results summed up: each variant with its interval, each pair with its paired difference."""

    def to_text(self) -> str:
        """The figures as plain text for a terminal."""
        from advisor.report.faces import evidence_as_text

        return evidence_as_text(self)

    def to_markdown(self) -> str:
        """The figures as Markdown."""
        from advisor.report.faces import evidence_as_markdown

        return evidence_as_markdown(self)

    def to_html(self) -> str:
        """The figures as one HTML fragment."""
        from advisor.report.faces import evidence_as_html

        return evidence_as_html(self)

    def to_csv(self) -> str:
        """The figures of each variant and score as CSV; no cell acts as a formula in a spreadsheet."""
        from advisor.report.evidence_csv import evidence_as_csv

        return evidence_as_csv(self)

    def to_json(self) -> str:
        """The figures as JSON."""
        return self.model_dump_json(indent=2)

    def _repr_html_(self) -> str:
        return self.to_html()

    def __str__(self) -> str:
        return self.to_text()


def recommend(
    answers: Answers | Mapping[str, Any],
    *,
    results: Any = None,
    rule_book: Book | None = None,
    target: float | None = None,
    margin: float = _MARGIN,
    beside: Beside | None = None,
) -> Recommendation:
    """A recommendation from answers and, where there are any, eval results.

    `answers`: an `Answers` or a mapping of question ids to option ids; what is left out is unknown.
    `results`: a path, several paths, a DataFrame, or what `read_evals` or `compare` returned.
    `rule_book`: another book than the one that comes with the package.
    `target`: the quality you need, in units of the score (0.9 = 90 % for pass or fail); `margin`: the difference
    that does not matter to you, in the same units. `beside`: what you can give beside the results.

    Raises `AnswersError`, `EvalFileError`, `RuleBookError`, or `AdvisorError` where target or margin make no sense.
    """
    given = read_answers(answers)
    book = _checked_book(rule_book)
    check_target(target, margin)
    evidence = None if results is None else compare(results, target=target, margin=margin, beside=beside)
    return verdict_on(Recommendation, Findings(book, given, evidence), given)


def recommend_many(
    table: Any, *, rule_book: Book | None = None, fired: bool = False, keep: str | Sequence[str] = ()
) -> Any:
    """Recommendations on many answer sets, one a row, in columns and in the library that the table came in.

    `table`: a DataFrame of pandas, Polars, PyArrow, DuckDB or whatever narwhals knows (a column a question, option
    ids, empty for unknown), a list of mappings or `Answers`, or an integer array (n, 25) with 0 for a question's first
    option and -1 (or masked) for unknown, which gives a mapping of arrays. Columns: `approach` (empty where every
    approach is ruled out), `probability_prompting` and so on, with `fired` the ids of the rules that fire, and what
    `keep` names.

    Raises `AnswersError` that names the columns and rows, or `AdvisorError` where the extra `evals` is missing.
    """
    book = _checked_book(rule_book)
    from advisor.decision.columns import NoSuchOption
    from advisor.decision.outlook import outlook_of
    from advisor.files.answer_table import check_codes, read_answer_table

    if not type(table).__module__.startswith("numpy"):
        require_evals_extra("Reading tables")
    answers = read_answer_table(table, book.questions, keep)
    outlook = outlook_of(book)
    try:
        ranked = outlook.columns.rank(answers.codes)
    except NoSuchOption:
        check_codes(answers.codes, book.questions)
        raise
    rules = (outlook.fired.flags(answers.codes), outlook.rule_ids) if fired else None
    return answers.with_results(ranked.approach, ranked.probability, rules)


def read_evals(
    sources: Any,
    *,
    approaches: Mapping[str, Any] | None = None,
    columns: Mapping[str, Any] | str | Path | None = None,
    skip_broken: bool = False,
) -> EvalSet:
    """The samples in eval results: files of an eval tool, a whole folder of them, a table, or a DataFrame.

    `sources`: a path, several paths, (name, bytes) pairs, or a DataFrame. `approaches`: variant -> prompting, rag,
    fine-tuning, rag+fine-tuning or baseline, where the names don't tell. `columns`: our column name -> theirs,
    or a YAML file that says so. `skip_broken`: a file that cannot be read becomes a note, as long as another one can.

    Raises `EvalFileError` with one sentence a file.
    """
    require_evals_extra()
    from advisor.files.column_file import load_columns
    from advisor.files.read_results import read_results

    if isinstance(columns, str | Path):
        columns = load_columns(columns)
    read = read_results(sources, columns=columns, skip_broken=skip_broken)
    return read.with_approaches(dict(approaches)) if approaches else read


def read_beside(**given: Any) -> Beside:
    """What you can give beside eval results, so that more of the eval can be checked; all of it may be left out.

    `labels`, `second_labels`: human marks by two people, tables of variant, item, label. `train`: files that a model
    was tuned on, or that stand as examples in the prompt. `positions`: a table of item, a_first, b_first. `failures`: a
    table of variant, item, cause. `looks`: how often these items were scored; `has_held_out_set`; `mix`: segment ->
    share of the traffic; `minutes_per_item`; `value_of_a_success_usd`, `monthly_volume`.

    Raises `EvalFileError` with one sentence for what cannot be read.
    """
    require_evals_extra()
    from advisor.files.beside_files import read_beside as read

    return read(**given)


def compare(
    results: Any,
    *,
    score: str | None = None,
    target: float | None = None,
    margin: float = _MARGIN,
    beside: Beside | None = None,
) -> Comparison:
    """What eval results show: per variant n, mean and 95 % interval, per pair the paired difference.

    `results`: what `read_evals` takes or returned. `score`: the score that means quality, where there are several.
    `beside`: what you can give beside the results, so that more of the eval can be checked.
    """
    check_target(target, margin)
    if isinstance(results, Evidence):
        if beside is not None:
            raise AdvisorError(
                "`results` were compared without `beside`; give the eval set itself (what `read_evals` returned)."
            )
        same = target in (None, results.target) and score in (None, results.score)
        if same and margin in (_MARGIN, results.margin):
            return results if isinstance(results, Comparison) else Comparison.model_construct(**dict(results))
        raise AdvisorError(
            f"`results` were compared with target {results.target} and margin {results.margin}; "
            "give the eval set itself (what `read_evals` returned) to use other ones."
        )
    require_evals_extra()
    from advisor.evals.analysis import analyse
    from advisor.evals.beside import Beside
    from advisor.evals.eval_set import EvalSet

    evals = results if isinstance(results, EvalSet) else read_evals(results)
    given = beside or Beside()
    return Comparison.model_construct(**dict(analyse(evals, score=score, target=target, margin=margin, beside=given)))


def load_cases(folder: str | Path | None = None) -> CaseBook:
    """The case studies in a folder, or those that come with the package, by id.

    Raises `CaseBookError` with every mistake of every file.
    """
    from advisor.files.casebook import load_cases as load

    return load(folder)


def backtest(cases: CaseBook | None = None, *, rule_book: Book | None = None) -> Backtest:
    """How often the advisor is right: on the package's own cases by cross-validation, which takes about half a minute;
    or as it is, nothing refitted, on `cases` that `load_cases(folder)` returned.

    Raises `CaseBookError` where the cases show nothing, or `AdvisorError` where the extra `evals` is missing.
    """
    require_evals_extra("The backtest")
    from advisor.decision.backtesting.backtest import cross_validated, with_shipped_weights

    book, own, today = _checked_book(rule_book), load_cases(), datetime.date.today()
    return cross_validated(book, own, today) if cases is None else with_shipped_weights(book, cases, own, today)


def check_target(target: float | None, margin: float) -> None:
    """Nothing, or `AdvisorError` where target or margin are no usable numbers."""
    if target is not None and not _is_number(target):
        raise AdvisorError(f"`target` is {target!r}; write a number in units of the score, such as 0.9 for 90 %.")
    if not _is_number(margin) or margin < 0:
        raise AdvisorError(f"`margin` is {margin!r}; write a number from 0 up in units of the score, such as 0.03.")


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


_books: dict[str, Book] = {}
_draws: dict[tuple[str, str], Draws] = {}


def _checked_book(rule_book: Book | None) -> Book:
    if rule_book is None:
        return _default_book()
    if not isinstance(rule_book, Book):
        raise AdvisorError(
            f"`rule_book` is a `{type(rule_book).__name__}`; give what `RuleBook.load(folder)` returns or leave it out."
        )
    return rule_book


def _default_book() -> Book:
    """The book that comes with the package, read once a process."""
    if "default" not in _books:
        _books["default"] = RuleBook.load()
    return _books["default"]


def require_evals_extra(what: str = "Reading eval results") -> None:
    """Nothing, or `AdvisorError` with what to install where the extra is missing."""
    try:
        import narwhals  # noqa: F401
        import scipy  # noqa: F401
    except ImportError:
        raise AdvisorError(
            f'{what} needs the extra `evals`; install it with: python -m pip install "llm-approach-advisor[evals]"'
        ) from None
