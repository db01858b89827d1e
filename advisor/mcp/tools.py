"""The tools: from what is asked to what is told. Nothing is written, and no file is read that was not named."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from advisor.api import Recommendation, compare, load_cases, load_prices, read_evals
from advisor.api import recommend as recommend_on
from advisor.decision.precedents import nearest_cases
from advisor.errors import EvalFileError
from advisor.mcp.asked import Asked, EvalsAsked, Neighbours, Situation
from advisor.mcp.told import Advice, Analysis, AnswerShown, Changes, Neighbourhood, QuestionsTold, QuestionTold
from advisor.schema.rules import Book, Rule
from advisor.schema.words import APPROACHES, Approach, Closed

LARGEST: Final = 100
"""Megabytes of one eval file, as in the app."""

_Part = TypeVar("_Part", bound=Closed)


class Tool(NamedTuple):
    """One tool: what it is called, takes and gives, and how it gets there on a rule book."""

    name: str
    title: str
    says: str
    takes: type[Closed]
    gives: type[Closed]
    answer: Callable[[Any, Book], Closed]


def questions(asked: Asked, book: Book) -> QuestionsTold:
    """The questionnaire."""
    told = tuple(
        QuestionTold(
            id=question.id,
            section=section.title,
            ask=question.ask,
            why=question.why,
            help=question.help,
            known_by=question.known_by,
            changes_with_time=question.moves,
            moves=_moves(book, question.id),
            options=question.options,
        )
        for section in book.questionnaire.sections
        for question in section.questions
    )
    return QuestionsTold(lang=asked.lang, questions=told)


def _moves(book: Book, question: str) -> dict[Approach, int]:
    reading = [_spoken_of(rule) for rule in book.rules if question in rule.when or question in rule.unless]
    return {approach: sum(approach in each for each in reading) for approach in APPROACHES}


def _spoken_of(rule: Rule) -> tuple[Approach, ...]:
    effect = rule.effect
    return (*effect.supports, *effect.opposes, *effect.rules_out, *effect.settles)


def recommend(asked: Situation, book: Book) -> Advice:
    """A recommendation."""
    found = _recommendation(asked, book)
    choice = found.evidence.choice if found.evidence else None
    return _part(Advice, found, choice=choice, rules=_in_words(book, *(step.why for step in found.path)))


def what_would_change(asked: Situation, book: Book) -> Changes:
    """What could still change it."""
    found = _recommendation(asked, book)
    changes = (*found.what_if.one, *found.what_if.two)
    named = [ids for change in changes for ids in (change.because, change.no_longer)]
    return _part(Changes, found, rules=_in_words(book, *named))


def _in_words(book: Book, *ids: tuple[str, ...]) -> dict[str, str]:
    named = {id for each in ids for id in each}
    return {rule.id: rule.because for rule in book.rules if rule.id in named}


def precedents(asked: Neighbours, book: Book) -> Neighbourhood:
    """The nearest published cases."""
    found = _recommendation(asked, book)
    nearest = nearest_cases(book, found.answers, load_cases(lang=asked.lang).cases, found.facts, asked.most)
    return _part(Neighbourhood, found, precedents=nearest)


def analyse_evals(asked: EvalsAsked, book: Book) -> Analysis:
    """What eval files show."""
    from advisor.files.prefill import answers_from, never_tried

    read = read_evals(_readable(asked.eval_files), approaches=asked.approaches)
    shown = answers_from(read, load_prices(), datetime.date.today())
    return Analysis(
        lang=asked.lang,
        evidence=compare(read, score=asked.score, target=asked.target, margin=asked.margin),
        answers_shown=tuple(AnswerShown(question=e.question, option=e.option, because=e.because) for e in shown),
        never_tried=never_tried(read),
    )


def _recommendation(asked: Situation, book: Book) -> Recommendation:
    if not asked.eval_files:
        return recommend_on(asked.answers, rule_book=book, target=asked.target, margin=asked.margin)
    read = read_evals(_readable(asked.eval_files), approaches=asked.approaches)
    results = compare(read, score=asked.score, target=asked.target, margin=asked.margin)
    return recommend_on(asked.answers, results=results, rule_book=book, target=asked.target, margin=asked.margin)


def _part(kind: type[_Part], found: Recommendation, **more: Any) -> _Part:
    """What of a recommendation is told; `more` stands before it."""
    parts = {name: getattr(found, name) for name in kind.model_fields if name not in more}
    return kind.model_construct(**parts, **more)


def _readable(paths: tuple[str, ...]) -> list[Path]:
    """The files at these paths. Raises `EvalFileError`, a sentence for each that is none or is too large."""
    files = [Path(each).expanduser() for each in paths]
    if mistakes := [said for path in files if (said := _mistake(path))]:
        raise EvalFileError("\n".join(mistakes))
    return files


def _mistake(path: Path) -> str | None:
    if path.is_dir():
        return f"`{path}` is a folder; give the files in it that hold results."
    if not path.is_file():
        return f"`{path}`: there is no such file; check the path, or write it from the root (/…)."
    if (size := path.stat().st_size) > LARGEST * 2**20:
        return (
            f"`{path}` has {size / 2**20:,.0f} MB, more than the {LARGEST} MB that are read here; give a smaller one, "
            "or run `advisor evals` on it."
        )
    return None


TOOLS: Final = {
    each.name: each
    for each in (
        Tool(
            "questions",
            "The questions",
            "All 25 questions about one job for a language model: options with what they mean, why each is asked, and "
            "which approaches its answer moves. Ask people, do not guess; `unknown` is always an answer.",
            Asked,
            QuestionsTold,
            questions,
        ),
        Tool(
            "recommend",
            "Recommend",
            "Prompting, RAG, fine-tuning or both: the next step now, where it leads, reasons with sources, what speaks "
            "against, and what to ask next. From any subset of the answers and, where there are some, eval files.",
            Situation,
            Advice,
            recommend,
        ),
        Tool(
            "what_would_change",
            "What would change it",
            "The smallest changes of answers that would lead to another approach, and whether any answer to the open "
            "questions still can.",
            Situation,
            Changes,
            what_would_change,
        ),
        Tool(
            "precedents",
            "Published cases",
            "The published cases nearest to these answers: what was tried there, what won, what they share and where "
            "they differ; and the nearest in which something else won.",
            Neighbours,
            Neighbourhood,
            precedents,
        ),
        Tool(
            "analyse_evals",
            "Analyse eval results",
            "What result files of promptfoo, Inspect AI, lm-evaluation-harness, DeepEval, Ragas, MLflow, OpenAI evals, "
            "LangSmith, or tables of variant, item and score show: each variant with its interval, each pair, the "
            "simplest one that is good enough, the health of the eval, and what to measure next.",
            EvalsAsked,
            Analysis,
            analyse_evals,
        ),
    )
}
"""The tools by name."""
