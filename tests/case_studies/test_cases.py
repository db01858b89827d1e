"""The case studies that ship, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from places import ROOT

from advisor.errors import CaseBookError
from advisor.files.casebook import load_cases, read_case_folder
from advisor.files.rulebook import RuleBook
from advisor.schema.cases import CODED, GATES, SECTOR_COVERS, SECTOR_TITLES, SECTORS, Case, CaseBook

GOOD = (ROOT / "case_studies/honeycomb-query-assistant.yaml").read_text(encoding="utf-8")


def test_all_cases_are_valid() -> None:
    book, mistakes = read_case_folder()
    assert mistakes == ()
    assert len(book.cases) == len(list((ROOT / "case_studies").glob("*.yaml")))


def test_the_four_cases_of_the_seed_are_there() -> None:
    ids = {case.id for case in load_cases().cases}
    assert {"honeycomb-query-assistant", "rechat-lucy", "perplexity-answer-engine", "casetext-cocounsel"} <= ids


def test_the_sector_of_every_case_that_ships_is_coded() -> None:
    assert [case.id for case in load_cases().cases if case.sector is None] == []


def test_every_case_that_ships_has_a_title_in_japanese_and_says_all_else_in_english() -> None:
    for folder in (None, ROOT / "case_studies/held_out"):
        _has_titles_in_japanese_alone(load_cases(folder), load_cases(folder, lang="ja"))


def _has_titles_in_japanese_alone(english: CaseBook, japanese: CaseBook) -> None:
    assert [case.id for case in japanese.cases if not re.search("[ぁ-んァ-ヶ一-龠]", case.title)] == []
    titles = {case.id: case.title for case in english.cases}
    assert (
        japanese.model_copy(
            update={"cases": tuple(case.model_copy(update={"title": titles[case.id]}) for case in japanese.cases)}
        )
        == english
    )


def test_the_cases_kept_apart_are_valid_and_of_sources_that_no_other_case_has() -> None:
    apart, mistakes = read_case_folder(ROOT / "case_studies/held_out")
    assert mistakes == ()
    assert {case.compared for case in apart.cases} == {True}
    assert {case.source.url for case in apart.cases} & {case.source.url for case in load_cases().cases} == set()
    assert {case.id for case in apart.cases} & {case.id for case in load_cases().cases} == set()
    assert [case.id for case in apart.cases if case.sector is None] == []


def test_one_work_has_one_address_so_that_no_fold_divides_it() -> None:
    pages: dict[str, set[str]] = {}
    for folder in (ROOT / "case_studies", ROOT / "case_studies/held_out"):
        for case in load_cases(folder).cases:
            pages.setdefault(case.source.title.casefold(), set()).add(case.source.page)
    assert [title for title, found in pages.items() if len(found) > 1] == []


def test_every_sector_has_its_words() -> None:
    assert (set(SECTORS), {*SECTORS, None}) == (set(SECTOR_COVERS), set(SECTOR_TITLES))


def test_the_gates_are_those_of_the_questionnaire() -> None:
    questions = RuleBook.load().questions
    assert tuple(question.id for question in questions if question.gate) == GATES
    assert tuple(question.id for question in questions if not question.gate) == CODED


def test_the_readme_beside_the_cases_names_every_field_and_sector_and_is_no_case() -> None:
    text = (ROOT / "case_studies/README.md").read_text(encoding="utf-8")
    for name in (*Case.model_fields, *SECTORS, *GATES, "advisor case new", "advisor check"):
        assert f"`{name}`" in text or f"    {name}" in text, name
    for sector, covers in SECTOR_COVERS.items():
        if sector != "education":  # it says enough by itself
            assert f"`{sector}` ({covers})" in " ".join(text.split()), sector


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ("best: fine-tuning", "best: rag"),
            "honeycomb-query-assistant.yaml:56: `rag` is not among the approaches tried (`fine-tuning`, `prompting`); "
            "name one of them, or add to `approaches` the system that used it.",
        ),
        (
            ("compared: true", "compared: false"),
            "honeycomb-query-assistant.yaml:60: `compared` is `false`, but two kinds or more were tried; write `true`.",
        ),
        (
            ("scope: narrow", "scope: narow"),
            "honeycomb-query-assistant.yaml:21: `narow` is not a value of `scope`. Did you mean `narrow`? "
            "It takes `open`, `several`, `narrow`, `unknown`.",
        ),
        (
            ("  url: https", "  uri: https"),
            "honeycomb-query-assistant.yaml:8: `url` is missing; add it.",
        ),
        (
            ("id: honeycomb-query-assistant", "id: another"),
            "honeycomb-query-assistant.yaml:1: `another` must be the file's name; rename the file to `another.yaml`.",
        ),
        (
            ("  scope: narrow", "  scope: narrow\n  erasure: erasable"),
            "honeycomb-query-assistant.yaml:22: `erasure` is a gate and is not coded in cases; take it out.",
        ),
    ],
)
def test_a_broken_case_is_refused_with_place_and_repair(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    (tmp_path / "honeycomb-query-assistant.yaml").write_text(GOOD.replace(*change), encoding="utf-8")
    with pytest.raises(CaseBookError) as found:
        load_cases(tmp_path)
    assert message in found.value.lines
