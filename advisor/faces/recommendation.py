"""A recommendation with everything it rests on, and its faces."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import computed_field

from advisor.decision.verdict import Verdict
from advisor.faces.notebook import folded
from advisor.language import _, in_its_language, speaking
from advisor.schema.recommendation import NextQuestions, Precedent, Settled, WhatIfs

if TYPE_CHECKING:
    from advisor.decision.next_question import Draws
    from advisor.decision.outlook import Outlook
    from advisor.faces.report import Report
    from advisor.schema.report import EvalFile

_draws: dict[tuple[str, str], Draws] = {}


class Recommendation(Verdict):
    """One answer to "prompt, RAG or fine-tune?" with everything it rests on.

    `approach` is the destination and `now` the next step: a team may be headed for fine-tuning and be told to build
    an eval set first. `print(recommendation)` shows it as text; a notebook shows it as HTML. All of it is said in the
    language `lang`, whatever is spoken around it.
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
        from advisor.files.casebook import load_cases

        return nearest_cases(self.book, self.answers, load_cases(lang=self.lang).cases, self.facts)

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
        from advisor.files.casebook import load_cases

        cases = load_cases()
        key = cases.fingerprint, self.book.fingerprint
        if key not in _draws:
            _draws.clear()
            _draws[key] = self._outlook.draws(cases.cases)
        return self._outlook.next_questions(self.answers, _draws[key])

    @property
    def _outlook(self) -> Outlook:
        from advisor.decision.outlook import outlook_of  # needs NumPy, which a recommendation does not

        return outlook_of(self.book, self.facts)

    @in_its_language
    def to_text(self) -> str:
        """The whole recommendation as plain text for a terminal."""
        from advisor.report.faces import as_text

        return as_text(self, self.precedents, self.book)

    @in_its_language
    def to_markdown(self) -> str:
        """The whole recommendation as Markdown; text that was entered is escaped."""
        from advisor.report.faces import as_markdown

        return as_markdown(self, self.precedents, self.book)

    @in_its_language
    def to_html(self) -> str:
        """The whole recommendation as one HTML fragment without scripts; text that was entered is escaped."""
        from advisor.report.faces import as_html

        return as_html(self, self.precedents, self.book)

    def to_json(self) -> str:
        """The whole recommendation as JSON, by the schema that `Recommendation.json_schema()` gives."""
        return self.model_dump_json(indent=2)

    def report(
        self,
        *,
        title: str | None = None,
        owner: str | None = None,
        due: datetime.date | None = None,
        made_on: datetime.date | None = None,
        evals: Sequence[EvalFile] = (),
        approaches: Mapping[str, str] | None = None,
        columns: Mapping[str, str | tuple[str, ...]] | None = None,
        plan: str | None = None,
        prices_file: str | None = None,
        rules: Sequence[str] = (),
    ) -> Report:
        """A report on it: page one for whoever decides, what it rests on, and a decision to keep.

        `title`: of the report; without it the job. `owner`, `due`: who takes the next step, and until when. `made_on`:
        the day it is written, else today. `evals`, `approaches`, `columns`, `plan`, `prices_file`, `rules`: what was
        given, for `advisor recheck`; `advisor.files.decision_file.digests` gives the first.
        """
        from advisor.faces.report import Report
        from advisor.files.casebook import load_cases
        from advisor.report.decision_source import decision_of
        from advisor.report.faces import in_one_line
        from advisor.report.page_one import page_one
        from advisor.report.prospects import prospects_of
        from advisor.report.report_source import ReportSource

        today = made_on or datetime.date.today()
        with speaking(self.lang):
            named = in_one_line(title or "") or (self.job.sentence if self.job else _("Prompt, RAG or fine-tune?"))
        decision = decision_of(
            self,
            load_cases().fingerprint,
            today,
            named,
            evals=evals,
            approaches=approaches,
            columns=columns,
            score=self.evidence.score if self.evidence else None,
            plan=plan,
            prices_file=prices_file,
            rules=rules,
        )
        prospects = prospects_of(self)
        page = page_one(self, prospects, decision.triggers, today, in_one_line(owner or "") or None, due)
        return Report(ReportSource(self, self.precedents, prospects, page, decision))

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """The JSON schema of `to_json()`."""
        return cls.model_json_schema(mode="serialization")

    def _repr_html_(self) -> str:
        return folded(self.to_html(), in_sight=4 if self.job else 3)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def __repr__(self) -> str:
        return f"<Recommendation: {self.headline}>"

    def __str__(self) -> str:
        return self.to_text()
