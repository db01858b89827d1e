"""What cases can be told apart by: approach, sector, task, year, and what their evidence is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from advisor.language import _
from advisor.report.backtest_words import CONFIDENCES
from advisor.schema.cases import SECTOR_TITLES, SECTORS, Case
from advisor.schema.rules import Book
from advisor.schema.words import APPROACHES, UNKNOWN, approach_title
from advisor.ui.parts.markup import sentence

NOT_CODED: Final = "not-coded"
"""The option of the cases that nobody has coded in this respect."""

EVIDENCE: Final = ("comparison", "outcome", "confidence", "source")
"""The facets that say what a case is worth as evidence."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One respect in which cases differ, with the options that occur."""

    id: str
    title: str
    options: Mapping[str, str]
    """Option -> its name on screen."""
    of: Callable[[Case], frozenset[str]]
    """The options that a case has."""


def facets_of(cases: Sequence[Case], book: Book) -> tuple[Facet, ...]:
    """The facets of these cases; an option that no case has is left out."""
    tasks = next(question.options for question in book.questions if question.id == "task")
    years = sorted({case.year for case in cases}, reverse=True)
    facets = (
        Facet(
            "approach",
            _("Approach tried"),
            {each: approach_title(each) for each in APPROACHES},
            lambda case: frozenset(each.approach for each in case.approaches),
        ),
        Facet(
            "sector",
            _("Sector"),
            {**{each: _(SECTOR_TITLES[each]) for each in SECTORS}, NOT_CODED: _(SECTOR_TITLES[None])},
            lambda case: frozenset({case.sector or NOT_CODED}),
        ),
        Facet(
            "task",
            _("Task"),
            {**{option.id: option.label for option in tasks}, NOT_CODED: _(SECTOR_TITLES[None])},
            lambda case: frozenset({NOT_CODED if case.answers.task == UNKNOWN else case.answers.task}),
        ),
        Facet("year", _("Year"), {str(year): str(year) for year in years}, lambda case: frozenset({str(case.year)})),
        Facet(
            "comparison",
            _("Comparison"),
            {"compared": _("Approaches compared"), "alone": _("One approach only")},
            lambda case: frozenset({"compared" if case.compared else "alone"}),
        ),
        Facet(
            "outcome",
            _("Outcome"),
            {"measured": _("Measured"), "stated": _("Stated by the team")},
            lambda case: frozenset({case.best_basis}),
        ),
        Facet(
            "confidence",
            _("Confidence in the record"),
            {"high": _("High"), "medium": _("Medium"), "low": _("Low")},
            lambda case: frozenset({case.confidence}),
        ),
        Facet(
            "source",
            _("Published as"),
            {"paper": _("Paper"), "industry": _("Report from industry"), "own": _("A run of our own")},
            lambda case: frozenset({case.source.publisher}),
        ),
    )
    return tuple(_occurring(facet, cases) for facet in facets)


def option_words(facet: Facet, option: str) -> str:
    """An option as it reads outside its list: `High confidence`, `Outcome measured`."""
    name = facet.options[option]
    if option == NOT_CODED:
        return _("{facet}: not coded", facet=facet.title)
    match facet.id:
        case "confidence":
            return sentence(_(CONFIDENCES[option]))
        case "outcome":
            return _("Outcome measured") if option == "measured" else _("Outcome stated by the team")
        case _:
            return name


def _occurring(facet: Facet, cases: Sequence[Case]) -> Facet:
    there = {option for case in cases for option in facet.of(case)}
    return Facet(facet.id, facet.title, {id: name for id, name in facet.options.items() if id in there}, facet.of)
