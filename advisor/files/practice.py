"""Practice workshops, read from `rules/workshop/practice.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from advisor.files.workshop_files import PRACTICE, load_workshop_file
from advisor.language import Language, _, listed, speaking
from advisor.schema.cases import Case, CaseBook
from advisor.schema.practice import CaseExercise, Exercise, Opinion, PracticeFile
from advisor.schema.rules import SourceRef
from advisor.schema.words import approach_title


class Practice(NamedTuple):
    """A practice workshop and where its use case was published."""

    exercise: Exercise
    source: str
    url: str


def load_practice(cases: CaseBook, folder: Path | None = None, lang: Language = "en") -> tuple[Practice, ...]:
    """All practice workshops: the use cases that a course judged, then published cases as far as `cases` has them.

    `lang`: the language of their texts; what has no translation stays English.
    Raises `RuleBookError` with every mistake in the file.
    """
    read = load_workshop_file(PRACTICE, PracticeFile, folder, lang)
    by_id = {case.id: case for case in cases.cases}
    own = []
    for each in read.exercises:
        source = read.sources[each.source.ref]
        own.append(Practice(each, f"{source.by}: {source.title}, {each.source.at}", source.url))
    with speaking(lang):
        return (*own, *(_from_case(each, by_id[each.case]) for each in read.cases if each.case in by_id))


def _from_case(each: CaseExercise, case: Case) -> Practice:
    """A published case to practise on; what came of it is told after the reveal."""
    acceptable = listed([approach_title(approach) for approach in case.acceptable])
    exercise = Exercise(
        id=case.id,
        title=each.title,
        given=each.given,
        produces=each.produces,
        context=each.context,
        questions=each.questions,
        answers=case.answers,
        expects=each.expects,
        opinions=(Opinion(who=case.org, says=each.outcome),),
        split=_(
            "Acceptable were {approaches}; {best} came out best.",
            approaches=acceptable,
            best=approach_title(case.best),
        ),
        source=SourceRef(ref=case.id),
    )
    return Practice(exercise, f"{case.org}: {case.source.title} ({case.year})", case.source.url or "")
