"""Practice workshops: what the file says, what the rules say of it, and every mistake with its line."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest
import yaml
from places import ROOT

from advisor.errors import RuleBookError
from advisor.files.casebook import load_cases
from advisor.files.checking import check_knowledge
from advisor.files.practice import Practice, load_practice
from advisor.files.rulebook import RuleBook
from advisor.files.workshop_files import check_workshop_files
from advisor.schema.cases import CaseBook
from advisor.schema.words import UNKNOWN
from advisor.workshop.told import Told, told_on

HOME = ROOT / "rules"
DAY = datetime.date(2026, 11, 28)


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return RuleBook.load()


@pytest.fixture(scope="module")
def cases() -> CaseBook:
    return load_cases()


@pytest.fixture(scope="module")
def practice(cases: CaseBook) -> tuple[Practice, ...]:
    return load_practice(cases)


def test_four_use_cases_of_the_course_come_first_and_then_four_published_cases(
    practice: tuple[Practice, ...], cases: CaseBook
) -> None:
    published = {case.id for case in cases.cases}
    assert [each.exercise.id in published for each in practice] == [False] * 4 + [True] * 4


def test_no_case_of_the_held_out_test_is_shown(practice: tuple[Practice, ...]) -> None:
    held_out = {path.stem for path in (ROOT / "case_studies" / "held_out").glob("*.yaml")}
    assert len(held_out) > 0
    assert {each.exercise.id for each in practice} & held_out == set()


def test_every_use_case_has_a_source_with_an_address(practice: tuple[Practice, ...]) -> None:
    assert [each.exercise.id for each in practice if not each.url.startswith("http") or not each.source] == []


def test_the_rules_say_of_every_coded_set_of_answers_what_the_file_expects(
    practice: tuple[Practice, ...], book: RuleBook
) -> None:
    expected = [
        (each.exercise.id, Told(approach=says.approach, now=says.now))
        for each in practice
        for _, _, says in each.exercise.coded()
    ]
    said = [
        (each.exercise.id, told_on(answers.values, book))
        for each in practice
        for _, answers, _ in each.exercise.coded()
    ]
    assert len(said) > len(practice)
    assert said == expected


def test_where_the_course_was_split_granting_one_view_or_the_other_changes_the_recommendation(
    practice: tuple[Practice, ...], book: RuleBook
) -> None:
    by_id = {each.exercise.id: each.exercise for each in practice}
    for id in ("short-fiction", "news-summaries"):
        exercise = by_id[id]
        said = {told_on(answers.values, book).approach for _, answers, _ in exercise.coded()}
        assert len(said) == 2, id


def test_every_use_case_asks_something_that_alone_would_change_what_is_recommended(
    practice: tuple[Practice, ...], book: RuleBook
) -> None:
    options = {question.id: [option.id for option in question.options] for question in book.questions}
    without = []
    for each in practice:
        known = each.exercise.answers.values
        now = told_on(known, book).approach
        changing = [
            id
            for id in each.exercise.questions
            if any(told_on({**known, id: option}, book).approach != now for option in (*options[id], UNKNOWN))
        ]
        if not changing:
            without.append(each.exercise.id)
    assert without == []


def test_a_practice_workshop_has_the_job_in_one_sentence_and_two_rounds(practice: tuple[Practice, ...]) -> None:
    brief = practice[2].exercise.brief
    assert brief.job is not None
    assert brief.job.sentence == "Given a reader's wish for a story, it produces a short story."
    assert (brief.practice, brief.named, brief.stop.most_rounds) == ("short-fiction", True, 2)


def test_cases_that_are_not_in_the_case_book_are_left_out(cases: CaseBook) -> None:
    fewer = cases.model_copy(update={"cases": tuple(c for c in cases.cases if c.id != "dsl-automation-flows")})
    assert len(load_practice(fewer)) == 7


def test_sources_that_the_rules_cite_too_have_the_same_address(book: RuleBook) -> None:
    for name in ("practice.yaml", "guide.yaml"):
        own = yaml.safe_load((HOME / "workshop" / name).read_text(encoding="utf-8"))["sources"]
        both = own.keys() & book.sources.keys()
        assert both != set(), name
        assert {key: own[key]["url"] for key in both} == {key: book.sources[key].url for key in both}, name


def test_every_mistake_is_listed_with_its_line(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    file = folder / "workshop" / "practice.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("questions: [scope, failure, style,", "questions: [scope, failures, style,")
    text = text.replace("presumes: {rules: manual, examples: thousands}", "presumes: {rules: manuals}")
    text = text.replace(
        "expects: {approach: rag, now: first-prompt}", "expects: {approach: prompting, now: keep-today}"
    )
    text = text.replace("case: dsl-automation-flows", "case: dsl-automation-flow")
    text = text.replace("case: grape-variety-from-review", "case: honeycomb-query-assistant")
    text = text.replace('source: {ref: parlance-workshop-1, at: "1:38', 'source: {ref: parlance-workshop, at: "1:38')
    file.write_text(text, encoding="utf-8")

    def at(what: str) -> int:
        return next(i for i, line in enumerate(text.splitlines(), start=1) if what in line)

    assert check_knowledge(folder, today=DAY).mistakes == (
        f"workshop/practice.yaml:{at('parlance-workshop, at')}: there is no source `parlance-workshop` in `sources`. "
        "Did you mean `parlance-workshop-1`?",
        f"workshop/practice.yaml:{at('failures')}: there is no question `failures`. Did you mean `failure`?",
        f"workshop/practice.yaml:{at('manuals')}: `manuals` is not a value of `rules`. Did you mean `manual`? It takes "
        "`few`, `many`, `manual`, `unknown`.",
        f"workshop/practice.yaml:{at('keep-today')}: `expects` says prompting and keep-today, the rules say rag and "
        "first-prompt; write what they say, or mend the answers.",
        f"workshop/practice.yaml:{at('case: dsl-automation-flow')}: there is no case `dsl-automation-flow`. Did you "
        "mean `dsl-automation-flows`?",
        f"workshop/practice.yaml:{at('case: honeycomb')}: `honeycomb-query-assistant` has one acceptable approach; "
        "choose one with several.",
    )


def test_a_file_that_cannot_be_read_into_its_shape_is_refused_with_its_lines(tmp_path: Path, cases: CaseBook) -> None:
    folder = _copy(tmp_path) / "workshop"
    file = folder / "practice.yaml"
    text = file.read_text(encoding="utf-8").replace(
        "    split:\n      en: No disagreement is recorded. Hamel Husain gave", "    splt:\n      en: Hamel gave"
    )
    file.write_text(text, encoding="utf-8")
    line = next(i for i, each in enumerate(text.splitlines(), start=1) if "splt:" in each)
    with pytest.raises(RuleBookError) as raised:
        load_practice(cases, folder)
    assert raised.value.lines[-1] == f"workshop/practice.yaml:{line}: `splt` is not a key here. Did you mean `split`?"


def _copy(to: Path) -> Path:
    return Path(shutil.copytree(HOME, to / "rules"))


def test_what_is_said_of_a_published_case_is_what_the_case_says(
    practice: tuple[Practice, ...], cases: CaseBook
) -> None:
    by_id = {case.id: case for case in cases.cases}
    published = [each.exercise for each in practice if each.exercise.id in by_id]
    assert [(each.context, each.opinions[0].says) for each in published] == [
        (by_id[each.id].setting, by_id[each.id].outcome) for each in published
    ]


def test_every_text_is_had_in_japanese_and_all_else_is_the_same(cases: CaseBook) -> None:
    spoken = {"title", "given", "produces", "context", "split", "opinions"}
    for english, japanese in zip(load_practice(cases), load_practice(cases, lang="ja"), strict=True):
        assert japanese.exercise.model_dump(exclude=spoken) == english.exercise.model_dump(exclude=spoken)
        for name in ("title", "given", "produces", "context", "split"):
            assert re.search("[ぁ-んァ-ヶ一-龠]", getattr(japanese.exercise, name)), name


def test_a_language_too_many_or_too_few_is_told_with_its_place(tmp_path: Path, book: RuleBook) -> None:
    folder = _copy(tmp_path)
    file = folder / "workshop" / "practice.yaml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    first, second = [i for i, line in enumerate(lines) if line.strip().startswith("ja: ")][:2]
    lines[first] = lines[first].replace("ja: ", "jp: ")
    lines[second] = "\n"
    file.write_text("".join(lines), encoding="utf-8")
    instead = "write it in `en` and `ja`, or as one text without a language."
    assert check_workshop_files(folder, book, None, as_published=True) == [
        f"workshop/practice.yaml:{first + 1}: `jp` is no language of `title`; write `en` and `ja`.",
        f"workshop/practice.yaml:{first - 1}: `title` has no `ja`; {instead}",
        f"workshop/practice.yaml:{second - 1}: `given` has no `ja`; {instead}",
    ]


def test_a_japanese_text_that_is_too_long_is_a_mistake_too(tmp_path: Path, book: RuleBook) -> None:
    folder = _copy(tmp_path)
    file = folder / "workshop" / "practice.yaml"
    text = file.read_text(encoding="utf-8").replace("ja: ファストフードチェーンへのメール", f"ja: {'長' * 130}")
    file.write_text(text, encoding="utf-8")
    [mistake] = check_workshop_files(folder, book, None, as_published=True)
    assert mistake.endswith("`title` is too long; at most 120 characters.")
