"""The case studies that ship, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from places import ROOT

from advisor.errors import CaseBookError
from advisor.files.casebook import load_cases, read_case_folder

GOOD = (ROOT / "case_studies/honeycomb-query-assistant.yaml").read_text(encoding="utf-8")


def test_all_cases_are_valid() -> None:
    book, mistakes = read_case_folder()
    assert mistakes == ()
    assert len(book.cases) == len(list((ROOT / "case_studies").glob("*.yaml")))


def test_the_four_cases_of_the_seed_are_there() -> None:
    ids = {case.id for case in load_cases().cases}
    assert {"honeycomb-query-assistant", "rechat-lucy", "perplexity-answer-engine", "casetext-cocounsel"} <= ids


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ("best: fine-tuning", "best: rag"),
            "honeycomb-query-assistant.yaml:53: `rag` is not among the approaches tried (`fine-tuning`, `prompting`).",
        ),
        (
            ("compared: true", "compared: false"),
            "honeycomb-query-assistant.yaml:57: `compared` is `false`, but two kinds or more were tried.",
        ),
        (
            ("scope: narrow", "scope: narow"),
            "honeycomb-query-assistant.yaml:18: `narow` is not a value of `scope`. Did you mean `narrow`? "
            "It takes `open`, `several`, `narrow`, `unknown`.",
        ),
        (
            ("  url: https", "  uri: https"),
            "honeycomb-query-assistant.yaml:5: `url` is missing; add it.",
        ),
        (
            ("id: honeycomb-query-assistant", "id: another"),
            "honeycomb-query-assistant.yaml:1: `another` must be the file's name; rename the file to `another.yaml`.",
        ),
        (
            ("  scope: narrow", "  scope: narrow\n  erasure: erasable"),
            "honeycomb-query-assistant.yaml:19: `erasure` is a gate and is not coded in cases; take it out.",
        ),
    ],
)
def test_a_broken_case_is_refused_with_place_and_repair(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    (tmp_path / "honeycomb-query-assistant.yaml").write_text(GOOD.replace(*change), encoding="utf-8")
    with pytest.raises(CaseBookError) as found:
        load_cases(tmp_path)
    assert message in found.value.lines
