"""The library's door: `recommend`, `read_evals`, `compare`, `work_out_costs`, `backtest`."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor.decision.findings import Findings
from advisor.decision.verdict import verdict_on
from advisor.errors import AdvisorError
from advisor.faces.comparison import Comparison
from advisor.faces.cost_report import CostReport
from advisor.faces.recommendation import Recommendation
from advisor.files.answers import load_answers, read_answers
from advisor.files.rulebook import RuleBook
from advisor.language import LANGUAGES, Language, language, speaking
from advisor.schema.answers import Answers
from advisor.schema.evidence import Evidence
from advisor.schema.rules import Book

if TYPE_CHECKING:
    from advisor.costs.ingredients import Costing
    from advisor.evals.beside import Beside
    from advisor.evals.eval_set import EvalSet
    from advisor.schema.backtest import Backtest
    from advisor.schema.cases import CaseBook
    from advisor.schema.cost_plan import CostPlan
    from advisor.schema.prices import PriceBook

__all__ = [
    "Comparison",
    "CostReport",
    "Recommendation",
    "RuleBook",
    "backtest",
    "compare",
    "load_answers",
    "load_cases",
    "load_cost_plan",
    "load_prices",
    "read_beside",
    "read_evals",
    "recommend",
    "recommend_many",
    "work_out_costs",
]


_MARGIN = 0.03


def recommend(
    answers: Answers | Mapping[str, Any],
    *,
    results: Any = None,
    rule_book: Book | None = None,
    target: float | None = None,
    margin: float = _MARGIN,
    beside: Beside | None = None,
    plan: CostPlan | Mapping[str, Any] | None = None,
    prices: PriceBook | Mapping[str, Any] | str | Path | None = None,
    lang: Language | None = None,
) -> Recommendation:
    """A recommendation from answers and, where there are any, eval results and costs.

    `answers`: an `Answers` or a mapping of question ids to option ids; what is left out is unknown.
    `results`: a path, several paths, a DataFrame, or what `read_evals` or `compare` returned.
    `rule_book`: another book than the one that comes with the package. `lang`: `en` or `ja`, what it is said in;
    without it the language of the book.
    `target`: the quality you need, in units of the score (0.9 = 90 % for pass or fail); `margin`: the difference
    that does not matter to you, in the same units. `beside`: what you can give beside the results. `plan`, `prices`:
    what `work_out_costs` takes, with results or without.

    Raises `AnswersError`, `EvalFileError`, `PriceError`, `RuleBookError`, or `AdvisorError` where target or margin make
    no sense.

    Examples:
        >>> from advisor import recommend
        >>> found = recommend({"task": "code", "coverage": "weak", "format": "peculiar", "failure": "form"})
        >>> found.headline
        'Stay with prompting for now; build an eval set for this job first. Headed for: fine-tuning.'
        >>> found.approach, found.now.id
        ('fine-tuning', 'build-evals')
        >>> found.reasons_for[0].rule
        'niche-languages-are-learned'
        >>> found.answers["evals"]  # what is left out is unknown
        'unknown'
    """
    given = read_answers(answers)
    book = _checked_book(rule_book, lang)
    check_target(target, margin)
    _check_prices(plan, prices)
    if results is not None:
        evidence = compare(
            results, target=target, margin=margin, beside=beside, plan=plan, prices=prices, lang=book.language
        )
        return verdict_on(Recommendation, Findings(book, given, evidence), given)
    if plan is None:
        return verdict_on(Recommendation, Findings(book, given), given)
    costs = work_out_costs(plan=plan, prices=prices, lang=book.language)
    return verdict_on(Recommendation, Findings(book, given, derived=costs.facts), given, costs)


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

    Examples:
        >>> from advisor import recommend_many
        >>> found = recommend_many([{"failure": "facts"}, {"failure": "form", "format": "peculiar"}], fired=True)
        >>> found["approach"].to_pylist()
        ['rag', 'fine-tuning']
        >>> found["fired"][0].as_py()
        ['missing-facts-are-shown-not-taught']
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

    Examples:
        >>> from advisor import read_evals
        >>> lines = ["variant,item,score", "prompt-v3,a,0", "prompt-v3,b,1", "rag-v1,a,1", "rag-v1,b,1"]
        >>> table = "\\n".join(lines).encode()
        >>> results = read_evals([("results.csv", table)])  # or a path: read_evals("results.csv")
        >>> results.variants()
        ('prompt-v3', 'rag-v1')
        >>> results.approaches["rag-v1"]  # by its name; say otherwise with `approaches`
        'rag'
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
    plan: CostPlan | Mapping[str, Any] | None = None,
    prices: PriceBook | Mapping[str, Any] | str | Path | None = None,
    lang: Language | None = None,
) -> Comparison:
    """What eval results show: per variant n, mean and 95 % interval, per pair the paired difference.

    `results`: what `read_evals` takes or returned. `score`: the score that means quality, where there are several.
    `beside`: what you can give beside the results, so that more of the eval can be checked. `plan`, `prices`: as
    `work_out_costs` takes them; the costs then stand in `.costs` and take part in the choice. `lang`: `en` or `ja`,
    what it is said in; English without it.

    Examples:
        >>> import pyarrow
        >>> from advisor import compare
        >>> items = range(80)
        >>> passed = [item % 4 > 0 for item in items] + [item % 20 > 0 for item in items]
        >>> variants = ["prompt-v3"] * 80 + ["rag-v1"] * 80
        >>> found = compare(pyarrow.table({"variant": variants, "item": [*items, *items], "score": passed}))
        >>> [(each.variant, each.verdict) for each in found.verdicts]
        [('prompt-v3', 'shown worse'), ('rag-v1', 'shown better')]
        >>> found.choice.variant
        'rag-v1'
        >>> round(found.pairs[0].difference, 3), found.pairs[0].n_shared
        (0.2, 80)
    """
    spoken = _checked_language(lang) or language()
    check_target(target, margin)
    _check_prices(plan, prices)
    if isinstance(results, Evidence):
        for name, given in (("beside", beside), ("plan", plan)):
            if given is not None:
                raise AdvisorError(
                    f"`results` were compared without this `{name}`; give the eval set itself (what `read_evals`"
                    " returned)."
                )
        same = target in (None, results.target) and score in (None, results.score)
        if same and margin in (_MARGIN, results.margin):
            known = results if isinstance(results, Comparison) else Comparison.model_construct(**dict(results))
            return known if lang in (None, known.lang) else known.model_copy(update={"lang": lang})
        raise AdvisorError(
            f"`results` were compared with target {results.target} and margin {results.margin}; "
            "give the eval set itself (what `read_evals` returned) to use other ones."
        )
    require_evals_extra()
    from advisor.evals.analysis import analyse
    from advisor.evals.beside import Beside
    from advisor.evals.eval_set import EvalSet

    evals = results if isinstance(results, EvalSet) else read_evals(results)
    with speaking(spoken):
        costing = None if plan is None else _costing(plan, prices)
        found = analyse(evals, score=score, target=target, margin=margin, beside=beside or Beside(), costing=costing)
    return Comparison.model_construct(**dict(found), lang=spoken)


def work_out_costs(
    results: Any = None,
    *,
    volume: float | Sequence[float] | None = None,
    horizon: int | None = None,
    plan: CostPlan | Mapping[str, Any] | str | Path | None = None,
    prices: PriceBook | Mapping[str, Any] | str | Path | None = None,
    score: str | None = None,
    target: float | None = None,
    margin: float = _MARGIN,
    lang: Language | None = None,
) -> CostReport:
    """The cost of ownership of each variant, break-evens between any two, and what is missing for them.

    `results`: what `read_evals` takes or returned; tokens, costs and failed calls are taken from there. Without them
    the variants of the plan are worked out. `volume`: finished pieces of work a month, or (low, likely, high);
    `horizon`: months. `plan`: a `CostPlan`, a mapping, or a YAML file of all that a team can enter; `volume` and
    `horizon` stand before those in it. `prices`: a price file of yours, or what one holds, laid on the book's prices.
    `lang`: `en` or `ja`, what it is said in; English without it.

    What is not known is None and listed in `missing`. Raises `PriceError`, `EvalFileError`.

    Examples:
        >>> from advisor import work_out_costs
        >>> prompt = {"approach": "prompting", "usd_per_request": 0.09, "engineering_hours": 40}
        >>> prompt["upkeep_hours_per_month"] = 4
        >>> tuned = {"approach": "fine-tuning", "usd_per_request": 0.01}
        >>> plan = {"hourly_rate_usd": 80, "variants": {"prompt": prompt, "tuned": tuned}}
        >>> found = work_out_costs(volume=20_000, horizon=12, plan=plan)
        >>> round(found.variants[0].total.likely)
        28640
        >>> found.variants[1].total is None  # unknown, never 0
        True
        >>> [each.field for each in found.variants[1].missing][:3]
        ['engineering_hours', 'upkeep_hours_per_month', 'labels']
    """
    from advisor.files.costing import with_settings

    spoken = _checked_language(lang) or language()
    given = with_settings({} if plan is None else plan, volume, horizon)
    if results is not None:
        found = compare(results, score=score, target=target, margin=margin, plan=given, prices=prices, lang=spoken)
        with speaking(spoken):
            return CostReport.of(found.costs, found)
    check_target(target, margin)
    require_evals_extra("Working out costs", "costs")
    from advisor.costs.cost_summary import sum_up
    from advisor.costs.ownership import own_everything
    from advisor.costs.plan_checks import planned_places

    with speaking(spoken):
        costing = _costing(given, prices)
        return CostReport.of(sum_up(own_everything(costing, planned_places(costing.plan), {})))


def load_cost_plan(path: str | Path) -> CostPlan:
    """The cost plan in a YAML or JSON file. Raises `PriceError`, one line for each mistake."""
    from advisor.files.cost_plan import load_cost_plan as load

    return load(path)


def load_prices(path: Mapping[str, Any] | str | Path | None = None) -> PriceBook:
    """The prices that come with the package, with those of a price file, or of such a mapping, laid on top.

    Raises `PriceError`, one line for each mistake.
    """
    from advisor.files.price_book import load_price_book
    from advisor.files.price_file import with_price_file

    return load_price_book() if path is None else with_price_file(load_price_book(), path)


def _check_prices(plan: object, prices: object) -> None:
    if plan is None and prices is not None:
        raise AdvisorError("`prices` are for a cost plan; give a `plan` too, or leave them out.")


def _costing(
    plan: CostPlan | Mapping[str, Any] | str | Path, prices: PriceBook | Mapping[str, Any] | str | Path | None
) -> Costing:
    from advisor.files.costing import read_costing

    return read_costing(plan, prices, datetime.date.today())


def load_cases(folder: str | Path | None = None, lang: Language = "en") -> CaseBook:
    """The case studies in a folder, or those that come with the package, by id; `lang` is the language of their titles.

    Raises `CaseBookError` with every mistake of every file.
    """
    from advisor.files.casebook import load_cases as load

    return load(folder, lang)


def backtest(cases: CaseBook | None = None, *, rule_book: Book | None = None) -> Backtest:
    """How often the advisor is right: on the package's own cases by cross-validation, which takes about half a minute;
    or as it is, nothing refitted, on `cases` that `load_cases(folder)` returned.

    Raises `CaseBookError` where the cases show nothing, or `AdvisorError` where the extra `evals` is missing.

    Examples:
        >>> from advisor import backtest, load_cases
        >>> found = backtest(load_cases())  # or a folder of your own: load_cases("my_cases")
        >>> found.seen == found.n  # these are the cases that the weights were fitted to, so this flatters
        True
        >>> found.compared.rate.low < found.compared.rate.share < found.compared.rate.high
        True
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


_books: dict[Language, Book] = {}


def _checked_book(rule_book: Book | None, lang: Language | None = None) -> Book:
    _checked_language(lang)
    if rule_book is None:
        return _default_book(lang or "en")
    if not isinstance(rule_book, Book):
        raise AdvisorError(
            f"`rule_book` is a `{type(rule_book).__name__}`; give what `RuleBook.load(folder)` returns or leave it out."
        )
    if lang not in (None, rule_book.language):
        raise AdvisorError(
            f"`rule_book` is in `{rule_book.language}`, not in `{lang}`; "
            f'load it with `RuleBook.load(…, lang="{lang}")`.'
        )
    return rule_book


def _checked_language(lang: Language | None) -> Language | None:
    if lang is not None and lang not in LANGUAGES:
        raise AdvisorError(f"`lang` is {lang!r}; write {' or '.join(f'`{each}`' for each in LANGUAGES)}.")
    return lang


def _default_book(lang: Language) -> Book:
    """The book that comes with the package, read once a process and language."""
    if lang not in _books:
        _books[lang] = RuleBook.load(lang=lang)
    return _books[lang]


def require_evals_extra(what: str = "Reading eval results", extra: str = "evals") -> None:
    """Nothing, or `AdvisorError` with what to install where the extra is missing."""
    try:
        import narwhals  # noqa: F401
        import scipy  # noqa: F401
    except ImportError:
        raise AdvisorError(
            f'{what} needs the extra `{extra}`; install it with: python -m pip install "llm-approach-advisor[{extra}]"'
        ) from None
