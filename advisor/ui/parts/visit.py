"""What one visitor has entered, kept for as long as the page is open.

A click may be cut short by the next one, so what is entered is put down in one assignment and all else is worked out
from it when it is needed; widgets start from it whenever `stale` is set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import streamlit as st

from advisor.schema.answers import Answers, Job
from advisor.schema.words import UNKNOWN
from advisor.ui.parts.case_filter import CaseFilter

if TYPE_CHECKING:
    from advisor.evals.beside import Cell
    from advisor.schema.evidence import FailureCause, Place
    from advisor.ui.parts.advised import Advised
    from advisor.ui.parts.cost_prices import PriceFile
    from advisor.ui.parts.failed_answers import Drawn
    from advisor.ui.parts.given import Given
    from advisor.ui.parts.held_chart import Held
    from advisor.ui.parts.priced import Priced
    from advisor.ui.parts.results import LoadedFile, Measured

View = Literal["quick", "all"]
"""One question at a time, or the whole questionnaire."""

JOB_KEYS = ("job_given", "job_produces", "job_input_1", "job_input_2", "job_input_3")
_QUESTION = "q_"
_OWN_WIDGETS = (_QUESTION, "job_", "measure_", "place_", "given_", "cost_")


@dataclass(frozen=True, slots=True)
class Copied:
    """A case whose answers were taken over."""

    case: str
    before: Visit
    """The visit as it was."""


@dataclass
class Visit:
    """Answers, place in the questionnaire, and eval files of one visitor."""

    answers: dict[str, str] = field(default_factory=dict)
    """Question -> option, or `unknown` where "Don't know" was chosen."""
    from_files: dict[str, str] = field(default_factory=dict)
    """Question -> the option that a file showed and the visitor confirmed."""
    refused: tuple[str, ...] = ()
    """The questions of which the visitor said that it is not as a file shows."""
    job_texts: dict[str, str] = field(default_factory=dict)
    view: View | None = None
    """How the questions are asked; None until the page was first shown."""
    at: str | None = None
    """The question that was gone back to; None for the one that is next."""
    passed: Literal["first", "unlikely", "settled"] | None = None
    """The reason to stop that the visitor has passed by."""
    section: int = 0
    example: str | None = None
    """The title of the example on screen."""
    notice: str | None = None
    """One sentence that stands on top until the next click."""
    link: dict[str, str] | None = None
    """What the address held when it was last read or written."""
    replaced: tuple[tuple[float, dict[str, str]], ...] = ()
    """When the address was changed of late, and what it held before."""
    acted: bool = False
    """This run comes from a click or an entry, not from the address."""
    typed: bool = False
    """A text was typed in a part of the page that is shown again alone."""
    beside: dict[str, str] = field(default_factory=dict)
    """What the page on screen keeps in the address beside the answers."""
    asked: dict[str, str] | None = None
    """The same as the address newly has it; None where it says nothing new."""
    wanted: CaseFilter = field(default_factory=CaseFilter)
    """The cases that are looked at."""
    search_box: int = 0
    """Counts the boxes in which cases were searched."""
    fold: str | None = None
    """The filter of the cases whose options are on screen."""
    copied: Copied | None = None
    """The case whose answers were taken over, and what they took the place of."""
    stale: bool = False
    """The widgets still show what was entered before."""
    renewed: int = 0
    """Counts up when other answers come in the place of those that the widgets show."""
    uploads: int = 0
    """Counts up to empty the upload field."""
    files: tuple[LoadedFile, ...] = ()
    places: dict[str, Place | None] = field(default_factory=dict)
    """Variant -> where the visitor says it belongs."""
    score: str | None = None
    target: float | None = None
    margin: float = 0.03
    monthly_volume: int | None = None
    costs: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """Place in the cost plan -> what was typed there; empty: costs are not worked out but on their own page."""
    price_file: PriceFile | None = None
    given: Given | None = None
    """What was given beside the files; None for nothing."""
    labels: dict[Cell, FailureCause] = field(default_factory=dict)
    """Failed answers and what is wrong with each, in the order in which they were labelled."""
    looked_at: int | None = None
    """The failed answer on screen, from 0; None for the first that has no label."""
    measured: Measured | None = None
    """What was last worked out from the files."""
    stressed: Measured | None = None
    """The same of the prompts alone."""
    priced: Priced | None = None
    """What was last worked out for the page of costs."""
    held: Held | None = None
    """What the live chart holds still, and what it showed before."""
    drawn: Drawn | None = None
    """The failed answers that were last drawn."""
    advised: Advised | None = None
    """The recommendation that was last worked out, and what may still change it."""

    @property
    def known(self) -> dict[str, str]:
        """The answers that say something."""
        return {question: option for question, option in self.answers.items() if option != UNKNOWN}

    @property
    def has_entries(self) -> bool:
        """Something was entered that could be begun anew."""
        return bool(self.answers or self.files or self.costs or any(self.job_texts.values()))

    @property
    def declined(self) -> tuple[str, ...]:
        """The questions to which "Don't know" was chosen: they stay open and are not asked again."""
        return tuple(question for question, option in self.answers.items() if option == UNKNOWN)

    @property
    def caveat(self) -> str | None:
        """Says what to bear in mind of the numbers, as long as one of the files is an example's."""
        return next((file.caveat for file in self.files if file.caveat), None)

    @property
    def job(self) -> Job | None:
        """The job, once both halves of the sentence are there."""
        given, produces, *inputs = (self.job_texts.get(key, "").strip() for key in JOB_KEYS)
        if not given or not produces:
            return None
        return Job(given=given, produces=produces, inputs=tuple(text for text in inputs if text))

    @property
    def entered(self) -> Answers:
        """Answers and job as the library takes them."""
        return Answers.model_validate({**self.known, "job": self.job})


def this_visit() -> Visit:
    """The visitor's own entries; a new visitor starts with none."""
    if "visit" not in st.session_state:
        st.session_state["visit"] = Visit()
    visit: Visit = st.session_state["visit"]
    return visit


def begin_anew(answers: Answers | None = None, **entries: object) -> None:
    """A visit that holds these answers and entries and nothing of what was entered before."""
    old, given = this_visit(), answers or Answers()
    job = given.job
    texts = (job.given, job.produces, *job.inputs) if job else ()
    st.session_state["visit"] = Visit(
        answers=given.known,
        job_texts=dict(zip(JOB_KEYS, texts, strict=False)),
        link=old.link,
        replaced=old.replaced,
        acted=old.acted,
        typed=old.typed,
        wanted=old.wanted,
        uploads=old.uploads + 1,
        renewed=old.renewed,
        stale=True,
        **entries,  # type: ignore[arg-type]
    )


def put_answers(answers: Mapping[str, str]) -> None:
    """These answers in place of all others."""
    visit = this_visit()
    visit.stale, visit.answers, visit.at, visit.passed, visit.copied = True, dict(answers), None, None, None


def freshen_widgets() -> None:
    """The widgets start from what is entered, where they show something older."""
    visit = this_visit()
    if visit.stale:
        old = [key for key in st.session_state if str(key).startswith(_OWN_WIDGETS)]
        for key in old:
            del st.session_state[key]
        visit.renewed += any(str(key).startswith(_QUESTION) for key in old)
        visit.stale = False


def question_key(question: str) -> str:
    """The key of a question's widget.

    A new one when answers are renewed: of a widget that is still on screen with an old answer a quick click would
    bring that answer back.
    """
    renewed = this_visit().renewed
    return f"{_QUESTION}{question}@{renewed}" if renewed else f"{_QUESTION}{question}"
