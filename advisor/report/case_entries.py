"""What a case is made of, in words and in the order that keeps its coder blind: the outcome comes last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Literal

from advisor.schema.cases import CODED, SECTOR_COVERS, SECTOR_TITLES, SECTORS
from advisor.schema.questions import Question, Section
from advisor.schema.words import APPROACHES, TITLES, UNKNOWN

Path = tuple[str | int, ...]
How = Literal["line", "text", "number", "one", "several"]

REQUIRED: Final = object()
"""The entry cannot be left empty."""

NOT_STATED: Final = "not stated"
FEWEST_WORDS, MOST_WORDS = 80, 200


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of an entry."""

    id: Any
    label: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is asked for."""

    path: Path
    label: str
    says: str
    how: How = "line"
    choices: tuple[Choice, ...] = ()
    empty: Any = REQUIRED
    """What it stands for when nothing is entered."""

    @property
    def name(self) -> str:
        """`source.url`."""
        return ".".join(str(part) for part in self.path)


@dataclass(frozen=True, slots=True)
class Step:
    """Some entries under one title."""

    id: str
    title: str
    says: str
    entries: tuple[Entry, ...] = ()
    coded: bool = False
    """Answered from the setting alone, which is therefore kept in sight."""


KINDS: Final = (
    Choice("paper", "Paper"),
    Choice("engineering-blog", "Engineering blog"),
    Choice("vendor-case-study", "Vendor's case study"),
    Choice("talk", "Talk"),
    Choice("llmops-db", "LLMOps database", "A collection of such reports."),
)
DEFINITIONS: Final = (
    "Instructions, examples, reasoning or whole documents in the prompt; no index, no weight is changed.",
    "Retrieval at request time; the model stays as it is.",
    "Weights are changed (in full, by LoRA, through an API); nothing is retrieved at request time.",
    "Both at once.",
)
APPROACH_CHOICES: Final = tuple(
    Choice(approach, TITLES[approach], says) for approach, says in zip(APPROACHES, DEFINITIONS, strict=True)
)
SOURCE: Final = Step(
    "source",
    "Source",
    "Where the case was published. Read there what the team had to do; how it ended comes last.",
    (
        Entry(("source", "title"), "Title of the page or paper", "As it is published."),
        Entry(("source", "url"), "Its web address", "The page that the facts are read from."),
        Entry(("source", "kind"), "What kind of source is it?", "", "one", KINDS),
        Entry(("source", "read_via"), "How it was read", "Such as: the abstract. Empty = in full.", empty=None),
        Entry(("org",), "Who did it", "The company or the authors."),
        Entry(("title",), "What they had to build", "A few words, and none that tells what won."),
        Entry(("year",), "Year", "In which it was published.", "number"),
    ),
)
SETTING: Final = Step(
    "setting",
    "Setting",
    "Only what the team could know before choosing, and only what the source says. No word that gives away the "
    "outcome, and no scores.",
    (
        Entry(
            ("setting",),
            "What the team could know",
            f"{FEWEST_WORDS} to {MOST_WORDS} words of your own: the domain and how narrow it is; how well models know "
            "it; the task and its output; how strict or peculiar syntax, style and rules are; which facts it needs, "
            "how often they change, whether they are cited; which evals there were and how much prompting was tried; "
            "labelled examples; volume, latency, cost, hosting and privacy; skills.",
            "text",
        ),
        Entry(
            ("sector",),
            "Which sector does it belong to?",
            "From the setting alone; no particular sector is an answer too.",
            "one",
            tuple(Choice(sector, SECTOR_TITLES[sector], SECTOR_COVERS[sector]) for sector in SECTORS),
        ),
    ),
)
APPROACHES_STEP: Final = Step(
    "approaches",
    "What was tried",
    "Every system that the source compared, with its published figures; one is enough where only one was tried.",
)
OUTCOME: Final = Step(
    "outcome",
    "Outcome",
    "What worked best, by how much, what was shipped and why.",
    (
        Entry(("outcome",), "How it ended", "In your own words, with the figures that matter.", "text"),
        Entry(("best",), "Best", "Highest measured quality, or what the team says worked.", "one", APPROACH_CHOICES),
        Entry(
            ("acceptable",),
            "Acceptable",
            "Every approach that a sensible adviser could name here without being wrong: the best, and any within 2 "
            "points (or noise) of it that is simpler or cheaper, tried or not.",
            "several",
            APPROACH_CHOICES,
        ),
        Entry(
            ("best_basis",),
            "How is it known which was best?",
            "",
            "one",
            (
                Choice("measured", "Measured", "The source gives figures."),
                Choice("stated", "Stated", "The team says so, without figures."),
            ),
        ),
        Entry(
            ("confidence",),
            "Confidence",
            "How sure you are that this record is faithful to the source.",
            "one",
            (Choice("high", "High"), Choice("medium", "Medium"), Choice("low", "Low")),
        ),
    ),
)
FILE: Final = Step(
    "file",
    "File",
    "The name of the file, which is also what the case is called.",
    (Entry(("id",), "Id", "Small letters, digits and hyphens; proposed from who did it and what."),),
)


def case_steps(sections: Iterable[Section]) -> tuple[Step, ...]:
    """All steps in order: source, setting, answers from the setting; only then what was tried and how it ended."""
    return SOURCE, SETTING, *(_answers(section) for section in sections), APPROACHES_STEP, OUTCOME, FILE


def system_entries(i: int) -> tuple[Entry, ...]:
    """What is asked of the system at this place (from 0) among those tried; its figures are asked before the cost."""
    at: Path = ("approaches", i)
    return (
        Entry((*at, "label"), "What it is called", "Such as: the manual and ten examples in the prompt."),
        Entry((*at, "approach"), "Which approach is it?", "", "one", APPROACH_CHOICES),
        Entry((*at, "base_model"), "Base model", f"Empty = {NOT_STATED}.", empty=NOT_STATED),
        Entry((*at, "cost"), "Published cost", "Such as: $0.02 a call. Empty = none.", empty=None),
    )


def figure_entries(i: int, j: int) -> tuple[Entry, ...]:
    """What is asked of a published figure of that system."""
    at: Path = ("approaches", i, "metrics", j)
    return (
        Entry((*at, "name"), "What was measured", "Such as: accuracy."),
        Entry((*at, "value"), "Its value", "A number as published, such as 0.61 or 61.", "number"),
        Entry(
            (*at, "higher_is_better"),
            "Is higher better?",
            "",
            "one",
            (Choice(True, "Yes"), Choice(False, "No", "As with an error rate.")),
            empty=True,
        ),
    )


def about_length(setting: str) -> str | None:
    """One sentence where a setting is shorter or longer than asked for; it is no mistake."""
    count = len(setting.split())
    if FEWEST_WORDS <= count <= MOST_WORDS:
        return None
    return f"{count} {'word' if count == 1 else 'words'}; {FEWEST_WORDS} to {MOST_WORDS} are asked for."


def _answers(section: Section) -> Step:
    return Step(
        section.id,
        section.title,
        "From the setting alone, by somebody who does not look at the outcome. What it does not say is unknown.",
        tuple(_answer(question) for question in section.questions if question.id in CODED),
        coded=True,
    )


def _answer(question: Question) -> Entry:
    options = tuple(Choice(option.id, option.label, option.says) for option in question.options)
    unknown = Choice(UNKNOWN, "Unknown", "The setting does not say.")
    return Entry(("answers", question.id), question.ask, question.help or "", "one", (*options, unknown), UNKNOWN)
