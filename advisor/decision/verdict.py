"""The verdict: what is recommended at once, and all that it rests on when it is first read."""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeVar

from pydantic import PrivateAttr, computed_field

from advisor.decision.findings import Findings
from advisor.decision.states import Facts
from advisor.language import Language
from advisor.schema.answers import Answers, Job
from advisor.schema.costs import Costs
from advisor.schema.evidence import Evidence
from advisor.schema.recommendation import (
    CaseRecord,
    Overridden,
    PathStep,
    Probability,
    Ranked,
    Reason,
    RuledOut,
    Standing,
    Waiting,
)
from advisor.schema.rules import Book
from advisor.schema.words import Approach, Closed
from advisor.version import __version__


class Verdict(Closed):
    """The decision itself, before precedents are looked up and words are put to it.

    What stands here as a property is worked out when it is first read, and is part of every dump.
    """

    advisor_version: str
    rules_fingerprint: str
    weights_fitted: bool
    job: Job | None
    answers: dict[str, str]
    """All 25 answers as the rules read them, `unknown` included; see `overridden`."""
    approach: Approach | None
    """The destination; None only where every approach is ruled out."""
    standing: Standing
    evidence: Evidence | None
    costs: Costs | None = None
    """What was worked out without eval results; with results it stands in `evidence`."""

    _findings: Findings = PrivateAttr()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def lang(self) -> Language:
        """What all of it is said in: the language of the rule book."""
        return self._findings.lang

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def kind(self) -> str | None:
        """The form that the destination takes here: the kind of its last step."""
        return " + ".join(step.kind for step in self.path if step.destination) or None

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def probability(self) -> Probability | None:
        """That of the recommended approach."""
        return self._findings.probability()

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def record(self) -> CaseRecord | None:
        """The published cases behind the probability; None while the weights are not fitted."""
        return self._findings.record()

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def ranking(self) -> tuple[Ranked, ...]:
        """All four approaches, the recommended one first."""
        return self._findings.ranked()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def now(self) -> PathStep | None:
        """The next step to take; it may come long before the destination."""
        return self.path[0] if self.path else None

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def path(self) -> tuple[PathStep, ...]:
        """The steps, each with what unlocks it; the last is the destination."""
        return self._findings.path()

    def path_to(self, approach: Approach) -> tuple[PathStep, ...]:
        """The steps that any approach would take, recommended or not; the last is the destination."""
        return self._findings.path_to(approach)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def worth_it_now(self) -> bool:
        """False where today's process is measured ahead: keep it; `approach` is then only the best of the four."""
        return not any(step.id == "keep-today" for step in self.path)

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def reasons_for(self) -> tuple[Reason, ...]:
        """What speaks for the recommended approach, the strongest first."""
        return self._findings.reasons(("settles", "supports"), self._recommended)

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def reasons_against(self) -> tuple[Reason, ...]:
        """What speaks against it."""
        return self._findings.reasons(("opposes",), self._recommended)

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def reasons_on_others(self) -> tuple[Reason, ...]:
        """What speaks for and against the other approaches, in the order of the ranking."""
        others = [each for each in self._findings.ranking.order if each != self.approach]
        return self._findings.reasons(("settles", "supports", "opposes"), others)

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def ruled_out(self) -> tuple[RuledOut, ...]:
        """The approaches that may not be recommended, by rule, and what would lift that."""
        return self._findings.ruled_out()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def conflict(self) -> tuple[str, ...]:
        """Where every approach is ruled out: the rules that conflict."""
        return self._findings.conflict()

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def waiting(self) -> tuple[Waiting, ...]:
        """The rules that cannot be decided yet, and the unanswered questions they wait for."""
        return self._findings.waiting()

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def notes(self) -> tuple[Reason, ...]:
        """What is worth knowing about the recommended approach."""
        return self._findings.reasons(("note",), self._recommended)

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def open_questions(self) -> tuple[str, ...]:
        """Unanswered questions, those that most waiting rules wait for first."""
        return self._findings.open_questions()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def results_decide(self) -> bool:
        """Whether eval results show something that no answers can outweigh."""
        return self._findings.results_decide

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def overridden(self) -> tuple[Overridden, ...]:
        """The questions that eval results answer, and what was answered."""
        return self._findings.overridden()

    @property
    def facts(self) -> Facts | None:
        """What was read off eval results and costs; None where there are neither."""
        return self._findings.derived

    @property
    def book(self) -> Book:
        """The rule book it was made with."""
        return self._findings.book

    @property
    def _recommended(self) -> tuple[Approach, ...]:
        return (self.approach,) if self.approach else ()

    def __eq__(self, other: Any) -> bool:
        """Whether all that is said is the same."""
        if not isinstance(other, Verdict) or type(other) is not type(self):
            return NotImplemented
        return self.model_dump() == other.model_dump()


def decide(
    book: Book,
    answers: Answers,
    evidence: Evidence | None = None,
    *,
    derived: Facts | None = None,
) -> Verdict:
    """The verdict on these answers and eval results by the rules of a book.

    `derived`: facts read off eval results, where they are given without the results themselves.
    """
    return verdict_on(Verdict, Findings(book, answers, evidence, derived), answers)


Kind = TypeVar("Kind", bound=Verdict)


def verdict_on(kind: type[Kind], findings: Findings, answers: Answers, costs: Costs | None = None) -> Kind:
    """The verdict, of whichever kind, that these findings give; `costs` where they rest on costs alone."""
    book = findings.book
    verdict = kind.model_construct(
        advisor_version=__version__,
        rules_fingerprint=book.fingerprint,
        weights_fitted=book.weights.fitted,
        job=answers.job,
        answers=findings.answers,
        approach=findings.approach,
        standing=findings.ranking.standing,
        evidence=findings.evidence,
        costs=costs,
    )
    verdict._findings = findings
    return verdict
