"""A case written as YAML: it reads back the same, in the order of the files that are there, over no other file."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT

from advisor.errors import CaseBookError
from advisor.files.case_file import (
    case_as_yaml,
    draft_as_yaml,
    draft_in,
    read_draft,
    replace_draft,
    write_case,
    write_draft,
)
from advisor.files.casebook import load_cases
from advisor.files.yaml_text import parse
from advisor.language import in_language
from advisor.schema.answers import QUESTIONS, Answers
from advisor.schema.cases import CODED, SECTORS, Case
from advisor.schema.words import APPROACHES

TITLE = re.compile(r"^title:\n  en: (.*)\n  ja: .*\n", re.MULTILINE)
LINES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200).filter(lambda text: text.strip())
ODD = st.sampled_from(
    ["yes", "1:30", "~", "- a", "a: b", "# no", "2025-01-01", "0x1f", "'", '"', "null", ".nan", "é\n\nü"]
)
TEXTS = LINES | ODD
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**18), 10**18).map(float)
ANSWERS = st.fixed_dictionaries(
    {}, optional={id: st.sampled_from(get_args(Answers.model_fields[id].annotation)) for id in QUESTIONS}
)
METRICS = st.lists(
    st.fixed_dictionaries({"name": TEXTS, "value": NUMBERS}, optional={"higher_is_better": st.booleans()}), max_size=3
)
SYSTEMS = st.fixed_dictionaries(
    {"label": TEXTS, "approach": st.sampled_from(APPROACHES)},
    optional={"base_model": TEXTS | st.none(), "metrics": METRICS, "cost": TEXTS | st.none()},
)
KINDS = st.sampled_from(["paper", "engineering-blog", "vendor-case-study", "talk", "llmops-db"])
CASES = st.fixed_dictionaries(
    {
        "id": st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True),
        "title": TEXTS,
        "org": TEXTS,
        "year": st.integers(2018, 2100),
        "source": st.fixed_dictionaries(
            {"title": TEXTS, "url": st.from_regex(r"https?://[!-~]{1,40}", fullmatch=True), "kind": KINDS},
            optional={"read_via": TEXTS},
        ),
        "setting": TEXTS,
        "answers": ANSWERS,
        "approaches": st.lists(SYSTEMS, min_size=1, max_size=3),
        "outcome": TEXTS,
        "best": st.sampled_from(APPROACHES),
        "acceptable": st.lists(st.sampled_from(APPROACHES), min_size=1, max_size=4, unique=True),
        "best_basis": st.sampled_from(["measured", "stated"]),
        "compared": st.booleans(),
        "confidence": st.sampled_from(["high", "medium", "low"]),
    },
    optional={"sector": st.sampled_from(SECTORS), "review_by": st.dates(datetime.date(2020, 1, 1))},
).map(Case.model_validate)


@given(CASES)
def test_a_case_reads_back_the_same(case: Case) -> None:
    document = parse(case_as_yaml(case), "case.yaml")
    assert document.mistakes == ()
    assert Case.model_validate(document.data) == case


@given(CASES)
def test_a_draft_reads_back_as_it_was_entered(case: Case) -> None:
    entries = case.model_dump(mode="json")
    assert draft_in(draft_as_yaml(entries).encode(), "a.draft") == entries


@pytest.mark.parametrize("case", load_cases().cases[::6], ids=lambda case: case.id)
def test_a_case_is_written_in_the_order_of_the_files_that_are_there(case: Case) -> None:
    shipped = parse((ROOT / f"case_studies/{case.id}.yaml").read_text(encoding="utf-8"), "shipped").data
    assert _keys(in_language(shipped, "en")) == _keys(parse(case_as_yaml(case), "written").data)


def test_most_shipped_files_are_what_would_be_written() -> None:
    """The others end a text with an empty line or hold a figure such as 90.0; titles in Japanese are added later."""
    texts = {
        case.id: TITLE.sub(r"title: \1\n", (ROOT / f"case_studies/{case.id}.yaml").read_text(encoding="utf-8"))
        for case in load_cases().cases
    }
    same = [case.id for case in load_cases().cases if case_as_yaml(case) == texts[case.id]]
    assert len(same) >= 0.7 * len(texts)
    assert "honeycomb-query-assistant" in same


def test_every_answer_but_the_gates_is_written_out() -> None:
    case = load_cases().cases[0]
    assert tuple(parse(case_as_yaml(case), "written").data["answers"]) == CODED


def test_a_case_is_never_written_over_another_file(tmp_path: Path) -> None:
    case = load_cases().cases[0]
    path = write_case(case, tmp_path / "new" / "folder")
    assert path == tmp_path / "new" / "folder" / f"{case.id}.yaml"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(CaseBookError) as found:
        write_case(case, path.parent)
    assert str(found.value) == (
        f"{case.id}.yaml: there is such a file already, and it stays as it is; give this case another `id`."
    )
    assert path.read_text(encoding="utf-8") == "mine"


def test_drafts_stand_beside_each_other_and_one_can_be_gone_on_with(tmp_path: Path) -> None:
    entries: dict[str, Any] = {"title": "Sorting", "org": "A Shop"}
    first, second = write_draft(entries, tmp_path), write_draft({**entries, "year": 2025}, tmp_path)
    assert [first.name, second.name] == ["a-shop-sorting.draft", "a-shop-sorting-2.draft"]
    assert read_draft(second) == {"title": "Sorting", "org": "A Shop", "year": 2025}
    replace_draft({**entries, "year": 2026}, second)
    assert read_draft(second)["year"] == 2026
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-shop-sorting-2.draft", "a-shop-sorting.draft"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"- a\n", "a.draft: this is no draft of a case; it has to hold `key: value` lines."),
        (b"", "a.draft: this is no draft of a case; it has to hold `key: value` lines."),
        (b"\xff", "a.draft: this is not UTF-8 text; save it as UTF-8."),
        (b"title: a\ntitle: b\n", "a.draft:2: `title` is given twice; keep one of them."),
        (
            b"title: [\n",
            "a.draft:2: this is not YAML (did not find expected node content); mend the line or quote the text in it.",
        ),
    ],
)
def test_what_is_no_draft_is_refused(content: bytes, line: str) -> None:
    with pytest.raises(CaseBookError) as found:
        draft_in(content, "a.draft")
    assert str(found.value) == line


def test_a_draft_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CaseBookError) as found:
        read_draft(tmp_path / "a.draft")
    assert str(found.value) == "a.draft: there is no such draft; check the name and the folder."


def _keys(data: Any) -> Any:
    """The keys of a document in their order, without the optional ones that are given only now and then."""
    if isinstance(data, dict):
        return [(key, _keys(value)) for key, value in data.items()]
    return [_keys(each) for each in data] if isinstance(data, list) else None
