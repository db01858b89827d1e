"""The files of `rules/workshop/`: read, and checked against the rules, the questions and the cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel

from advisor.errors import AdvisorError, RuleBookError
from advisor.files.compiled import home_of
from advisor.files.repairs import find_mistakes, listed, nearest, read_model
from advisor.files.translated_texts import mistranslated
from advisor.files.yaml_text import Document, parse
from advisor.files.yaml_text import Path as At
from advisor.language import LANGUAGES, Language, in_language
from advisor.schema.answers import Answers
from advisor.schema.cases import CaseBook
from advisor.schema.facilitation import Guide
from advisor.schema.practice import CaseExercise, Exercise, Expected, PracticeFile
from advisor.schema.rules import Book, Source, SourceRef
from advisor.workshop.told import Told, told_on

FOLDER: Final = "workshop"
GUIDE: Final = "guide.yaml"
PRACTICE: Final = "practice.yaml"

Kind = TypeVar("Kind", bound=BaseModel)


def load_workshop_file(name: str, kind: type[Kind], folder: Path | None = None, lang: Language = "en") -> Kind:
    """What one file of `folder` holds in this language, else of the package's own.

    Raises `RuleBookError` with every mistake.
    """
    _, read, mistakes = _read(name, kind, folder or home_of("rules") / FOLDER, lang)
    if read is None or mistakes:
        raise RuleBookError("\n".join(mistakes))
    return read


def check_workshop_files(rules: Path, book: Book, cases: CaseBook | None, *, as_published: bool) -> list[str]:
    """Every mistake in the folder `workshop` of a folder of rules; none where there is no such folder.

    `cases` are those that the practice workshops are about; None where others are read, which they do not name.
    `as_published`: the book has no house rules, so that what the practice workshops expect must be what it says.
    """
    folder = rules / FOLDER
    if not folder.is_dir():
        return []
    document, guide, mistakes = _read_in_all(GUIDE, Guide, folder)
    if document and guide:
        cited: list[tuple[At, SourceRef]] = [
            (("claims", i, "source", j), ref) for i, each in enumerate(guide.claims) for j, ref in _refs(each)
        ]
        cited += [(("advice", i, "source", j), ref) for i, each in enumerate(guide.advice) for j, ref in _refs(each)]
        mistakes += _unsourced(document, cited, guide.sources)
    document, practice, found = _read_in_all(PRACTICE, PracticeFile, folder)
    mistakes += found
    if document and practice:
        cited = [(("exercises", i, "source"), each.source) for i, each in enumerate(practice.exercises)]
        mistakes += _unsourced(document, cited, practice.sources)
        mistakes += _check_practice(document, practice, book, cases, as_published)
    return mistakes


def _read_in_all(name: str, kind: type[Kind], folder: Path) -> tuple[Document | None, Kind | None, list[str]]:
    """The file in English, with its mistakes in every language, each once."""
    document, read, mistakes = _read(name, kind, folder, "en")
    found = [*mistakes, *(each for lang in LANGUAGES[1:] for each in _read(name, kind, folder, lang)[2])]
    return document, read, list(dict.fromkeys(found))


def _read(name: str, kind: type[Kind], folder: Path, lang: Language) -> tuple[Document | None, Kind | None, list[str]]:
    try:
        document = parse((folder / name).read_text(encoding="utf-8-sig"), f"{FOLDER}/{name}")
    except UnicodeDecodeError:
        return None, None, [f"{FOLDER}/{name}: this is not UTF-8 text; save it as UTF-8."]
    except OSError as error:
        return None, None, [f"{FOLDER}/{name}: it cannot be read ({error.strerror})."]
    except AdvisorError as error:
        return None, None, list(error.lines)
    if wrong := mistranslated(document):
        return document, None, [*document.mistakes, *wrong]
    document = replace(document, data=in_language(document.data, lang))
    read, mistakes = read_model(kind, document.data, document.place)
    return document, read, [*document.mistakes, *mistakes]


def _refs(each: object) -> Iterable[tuple[int, SourceRef]]:
    return enumerate(getattr(each, "source", ()))


def _unsourced(document: Document, cited: Iterable[tuple[At, SourceRef]], sources: Mapping[str, Source]) -> list[str]:
    """Claims whose source is not listed, and sources that nothing cites."""
    known = list(cited)
    mistakes = [
        f"{document.place(at)}: there is no source `{ref.ref}` in `sources`.{nearest(ref.ref, sources)}"
        for at, ref in known
        if ref.ref not in sources
    ]
    unused = [key for key in sources if key not in {ref.ref for _, ref in known}]
    return mistakes + [f"{document.place(('sources', key))}: nothing cites `{key}`; take it out." for key in unused]


def _check_practice(
    document: Document, practice: PracticeFile, book: Book, cases: CaseBook | None, as_published: bool
) -> list[str]:
    by_id = {case.id: case for case in cases.cases} if cases else {}
    mistakes: list[str] = []
    for i, each in enumerate(practice.exercises):
        place = _within(document, "exercises", i)
        presumed = _check_presumed(each, place)
        mistakes += [*_check_questions(each, book, place), *presumed]
        if as_published and not presumed:
            for path, answers, expected in each.coded():
                mistakes += _check_expected(answers, expected, book, place(path))
    for i, case in enumerate(practice.cases):
        place, known = _within(document, "cases", i), by_id.get(case.case)
        mistakes += _check_questions(case, book, place)
        if known is None and cases is not None:
            mistakes.append(f"{place(('case',))}: there is no case `{case.case}`.{nearest(case.case, by_id)}")
        elif known and len(known.acceptable) < 2:
            mistakes.append(f"{place(('case',))}: `{case.case}` has one acceptable approach; choose one with several.")
        elif known and as_published:
            mistakes += _check_expected(known.answers, case.expects, book, place(("expects",)))
    return mistakes


def _within(document: Document, *at: str | int) -> Callable[[At], str]:
    """Where a value stands whose path begins at one entry of a list."""
    return lambda path: document.place((*at, *path))


def _check_questions(each: Exercise | CaseExercise, book: Book, place: Callable[[At], str]) -> list[str]:
    ids = [question.id for question in book.questions]
    mistakes = [
        f"{place(('questions', j))}: there is no question `{id}`.{nearest(id, ids)}"
        for j, id in enumerate(each.questions)
        if id not in ids
    ]
    in_order = [id for id in ids if id in each.questions]
    if not mistakes and list(each.questions) != in_order:
        mistakes.append(f"{place(('questions',))}: write the questions once and in this order: {listed(in_order)}.")
    return mistakes


def _check_presumed(each: Exercise, place: Callable[[At], str]) -> list[str]:
    return [
        f"{place(('opinions', j, 'presumes', *finding.path))}: {finding.says}"
        for j, opinion in enumerate(each.opinions)
        for finding in find_mistakes(Answers, opinion.presumes)[1]
    ]


def _check_expected(answers: Answers, expected: Expected, book: Book, place: str) -> list[str]:
    said = told_on(answers.values, book)
    if said == Told(approach=expected.approach, now=expected.now):
        return []
    return [
        f"{place}: `expects` says {expected.approach} and {expected.now}, the rules say {said.approach} and "
        f"{said.now}; write what they say, or mend the answers."
    ]
