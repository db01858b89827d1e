"""What a case is made of, in words and in the order that keeps its coder blind: the outcome comes last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from advisor.language import N_, _, ngettext
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
    Choice("paper", N_("Paper")),
    Choice("engineering-blog", N_("Engineering blog")),
    Choice("vendor-case-study", N_("Vendor's case study")),
    Choice("talk", N_("Talk")),
    Choice("llmops-db", N_("LLMOps database"), N_("A collection of such reports.")),
)
DEFINITIONS: Final = (
    N_("Instructions, examples, reasoning or whole documents in the prompt; no index, no weight is changed."),
    N_("Retrieval at request time; the model stays as it is."),
    N_("Weights are changed (in full, by LoRA, through an API); nothing is retrieved at request time."),
    N_("Both at once."),
)
APPROACH_CHOICES: Final = tuple(
    Choice(approach, TITLES[approach], says) for approach, says in zip(APPROACHES, DEFINITIONS, strict=True)
)
SOURCE: Final = Step(
    "source",
    N_("Source"),
    N_("Where the case was published. Read there what the team had to do; how it ended comes last."),
    (
        Entry(("source", "title"), N_("Title of the page or paper"), N_("As it is published.")),
        Entry(("source", "url"), N_("Its web address"), N_("The page that the facts are read from.")),
        Entry(("source", "kind"), N_("What kind of source is it?"), "", "one", KINDS),
        Entry(("source", "read_via"), N_("How it was read"), N_("Such as: the abstract. Empty = in full."), empty=None),
        Entry(("org",), N_("Who did it"), N_("The company or the authors.")),
        Entry(("title",), N_("What they had to build"), N_("A few words, and none that tells what won.")),
        Entry(("year",), N_("Year"), N_("In which it was published."), "number"),
    ),
)
SETTING: Final = Step(
    "setting",
    N_("Setting"),
    N_(
        "Only what the team could know before choosing, and only what the source says. No word that gives away the "
        "outcome, and no scores."
    ),
    (
        Entry(
            ("setting",),
            N_("What the team could know"),
            N_(
                "{fewest} to {most} words of your own: the domain and how narrow it is; how well models know it; the "
                "task and its output; how strict or peculiar syntax, style and rules are; which facts it needs, how "
                "often they change, whether they are cited; which evals there were and how much prompting was tried; "
                "labelled examples; volume, latency, cost, hosting and privacy; skills."
            ),
            "text",
        ),
        Entry(
            ("sector",),
            N_("Which sector does it belong to?"),
            N_("From the setting alone; no particular sector is an answer too."),
            "one",
            tuple(Choice(sector, SECTOR_TITLES[sector], SECTOR_COVERS[sector]) for sector in SECTORS),
        ),
    ),
)
APPROACHES_STEP: Final = Step(
    "approaches",
    N_("What was tried"),
    N_("Every system that the source compared, with its published figures; one is enough where only one was tried."),
)
OUTCOME: Final = Step(
    "outcome",
    N_("Outcome"),
    N_("What worked best, by how much, what was shipped and why."),
    (
        Entry(("outcome",), N_("How it ended"), N_("In your own words, with the figures that matter."), "text"),
        Entry(
            ("best",),
            N_("Best"),
            N_("Highest measured quality, or what the team says worked."),
            "one",
            APPROACH_CHOICES,
        ),
        Entry(
            ("acceptable",),
            N_("Acceptable"),
            N_(
                "Every approach that a sensible adviser could name here without being wrong: the best, and any within "
                "2 points (or noise) of it that is simpler or cheaper, tried or not."
            ),
            "several",
            APPROACH_CHOICES,
        ),
        Entry(
            ("best_basis",),
            N_("How is it known which was best?"),
            "",
            "one",
            (
                Choice("measured", N_("Measured"), N_("The source gives figures.")),
                Choice("stated", N_("Stated"), N_("The team says so, without figures.")),
            ),
        ),
        Entry(
            ("confidence",),
            N_("Confidence"),
            N_("How sure you are that this record is faithful to the source."),
            "one",
            (Choice("high", N_("High")), Choice("medium", N_("Medium")), Choice("low", N_("Low"))),
        ),
    ),
)
FILE: Final = Step(
    "file",
    N_("File"),
    N_("The name of the file, which is also what the case is called."),
    (Entry(("id",), N_("Id"), N_("Small letters, digits and hyphens; proposed from who did it and what.")),),
)


def case_steps(sections: Iterable[Section]) -> tuple[Step, ...]:
    """All steps in order: source, setting, answers from the setting; only then what was tried and how it ended."""
    before, after = (SOURCE, SETTING), (APPROACHES_STEP, OUTCOME, FILE)
    return *map(_step, before), *(_answers(section) for section in sections), *map(_step, after)


def approach_choices() -> tuple[Choice, ...]:
    """The approaches, each with what it takes in."""
    return tuple(_choice(each) for each in APPROACH_CHOICES)


def system_entries(i: int) -> tuple[Entry, ...]:
    """What is asked of the system at this place (from 0) among those tried; its figures are asked before the cost."""
    at: Path = ("approaches", i)
    entries = (
        Entry((*at, "label"), N_("What it is called"), N_("Such as: the manual and ten examples in the prompt.")),
        Entry((*at, "approach"), N_("Which approach is it?"), "", "one", APPROACH_CHOICES),
        Entry((*at, "base_model"), N_("Base model"), N_("Empty = {not_stated}."), empty=NOT_STATED),
        Entry((*at, "cost"), N_("Published cost"), N_("Such as: $0.02 a call. Empty = none."), empty=None),
    )
    return tuple(_entry(each) for each in entries)


def figure_entries(i: int, j: int) -> tuple[Entry, ...]:
    """What is asked of a published figure of that system."""
    at: Path = ("approaches", i, "metrics", j)
    entries = (
        Entry((*at, "name"), N_("What was measured"), N_("Such as: accuracy.")),
        Entry((*at, "value"), N_("Its value"), N_("A number as published, such as 0.61 or 61."), "number"),
        Entry(
            (*at, "higher_is_better"),
            N_("Is higher better?"),
            "",
            "one",
            (Choice(True, N_("Yes")), Choice(False, N_("No"), N_("As with an error rate."))),
            empty=True,
        ),
    )
    return tuple(_entry(each) for each in entries)


def about_length(setting: str) -> str | None:
    """One sentence where a setting is shorter or longer than asked for; it is no mistake."""
    count = len(setting.split())
    if FEWEST_WORDS <= count <= MOST_WORDS:
        return None
    return ngettext(
        "{n} word; {fewest} to {most} are asked for.",
        "{n} words; {fewest} to {most} are asked for.",
        count,
        fewest=FEWEST_WORDS,
        most=MOST_WORDS,
    )


def _answers(section: Section) -> Step:
    """The questions of the book, which speaks the language itself."""
    return Step(
        section.id,
        section.title,
        _("From the setting alone, by somebody who does not look at the outcome. What it does not say is unknown."),
        tuple(_answer(question) for question in section.questions if question.id in CODED),
        coded=True,
    )


def _answer(question: Question) -> Entry:
    options = tuple(Choice(option.id, option.label, option.says) for option in question.options)
    unknown = Choice(UNKNOWN, _("Unknown"), _("The setting does not say."))
    return Entry(("answers", question.id), question.ask, question.help or "", "one", (*options, unknown), UNKNOWN)


def _step(step: Step) -> Step:
    """A step with its texts in the language spoken, as the next two."""
    return replace(step, title=_(step.title), says=_(step.says), entries=tuple(_entry(entry) for entry in step.entries))


def _entry(entry: Entry) -> Entry:
    values = {"fewest": FEWEST_WORDS, "most": MOST_WORDS, "not_stated": NOT_STATED}
    says = _(entry.says, **values) if entry.says else ""
    return replace(entry, label=_(entry.label), says=says, choices=tuple(_choice(each) for each in entry.choices))


def _choice(choice: Choice) -> Choice:
    return replace(choice, label=_(choice.label), says=_(choice.says) if choice.says else "")
