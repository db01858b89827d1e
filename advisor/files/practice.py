"""Practice workshops and the facilitator's guide, read from `rules/workshop/`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import BaseModel

from advisor.files.compiled import home_of
from advisor.schema.cases import Case, CaseBook
from advisor.schema.practice import Exercise, Guide, Opinion, PracticeFile
from advisor.schema.rules import Book, SourceRef
from advisor.schema.words import TITLES
from advisor.schema.workshop import LONGEST_TITLE

Kind = TypeVar("Kind", bound=BaseModel)

_MOST_QUESTIONS = 8


class Practice(NamedTuple):
    """A practice workshop and where its use case was published."""

    exercise: Exercise
    source: str
    url: str


def load_guide(folder: Path | None = None) -> Guide:
    """The facilitator's guide that comes with the package."""
    return _read("guide.yaml", Guide, folder)


def load_practice(book: Book, cases: CaseBook, folder: Path | None = None) -> tuple[Practice, ...]:
    """All practice workshops: the use cases of a course on which its teachers differed, then published cases."""
    read = _read("practice.yaml", PracticeFile, folder)
    by_id = {case.id: case for case in cases.cases}
    own = []
    for each in read.exercises:
        source = read.sources[each.source.ref]
        own.append(Practice(each, f"{source.by}: {source.title}, {each.source.at}", source.url))
    return (*own, *(_from_case(by_id[id], book) for id in read.cases))


def _read(name: str, kind: type[Kind], folder: Path | None) -> Kind:
    data: Any = yaml.safe_load(((folder or home_of("rules") / "workshop") / name).read_text(encoding="utf-8"))
    return kind.model_validate(data)


def _from_case(case: Case, book: Book) -> Practice:
    """A published case to practise on; what came of it is told after the reveal."""
    acceptable = " and ".join(TITLES[each] for each in case.acceptable)
    known = case.answers.known
    asked = [each.id for each in book.questions if each.id in known and not each.gate]
    exercise = Exercise(
        id=case.id,
        title=case.title[:LONGEST_TITLE],
        context=case.setting,
        questions=tuple(asked[:_MOST_QUESTIONS]),
        answers=case.answers,
        opinions=(
            Opinion(who="What came of it", says=case.outcome),
            Opinion(who="Acceptable", says=f"{acceptable}; {TITLES[case.best]} came out best."),
        ),
        source=SourceRef(ref=case.id),
    )
    return Practice(exercise, f"{case.org}: {case.source.title} ({case.year})", case.source.url)
