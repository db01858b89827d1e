"""Case files that are refused: the place, what is wrong, what to write instead, and all mistakes at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from places import ROOT

from advisor.errors import CaseBookError
from advisor.files.casebook import load_cases, read_case_folder

BROKEN = Path(__file__).parent / "broken_cases"
NAME = "honeycomb-query-assistant"
GOOD = (ROOT / f"case_studies/{NAME}.yaml").read_text(encoding="utf-8")


def mistakes_in(folder: Path) -> tuple[str, ...]:
    with pytest.raises(CaseBookError) as found:
        load_cases(folder)
    return found.value.lines


def write(folder: Path, text: str, name: str = NAME) -> None:
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("folder", "lines"),
    [
        (
            "best_not_tried",
            [
                "a-shop.yaml:24: `rag` is not among the approaches tried (`fine-tuning`, `prompting`); name one of "
                "them, or add to `approaches` the system that used it."
            ],
        ),
        ("best_not_acceptable", ["a-shop.yaml:25: `fine-tuning` is the best but not in `acceptable`; add it."]),
        ("no_source", ["a-shop.yaml:1: `source` is missing; add it."]),
        (
            "no_address",
            [
                "a-shop.yaml:8: `shop.example/post` is not written as `url` must be: write a web address that begins "
                "with `https://`."
            ],
        ),
        (
            "unknown_option",
            [
                "a-shop.yaml:5: `comerce` is not a value of `sector`. Did you mean `commerce`? It takes `software`, "
                "`finance`, `health`, `law`, `commerce`, `industry`, `media`, `education`, `public`, `science`, "
                "`general`.",
                "a-shop.yaml:13: `labels` is not a value of `task`. Did you mean `label`? It takes `answer`, `label`, "
                "`code`, `write`, `converse`, `act`, `unknown`.",
            ],
        ),
        (
            "same_id",
            [
                "another-shop.yaml:1: `a-shop` is already the id in a-shop.yaml:1; give this case an id of its own, "
                "and its file the same name."
            ],
        ),
        (
            "same_case",
            [
                "another-shop.yaml:11: this `setting` stands in a-shop.yaml:11 too, with the same source and task; "
                "keep one of the two files, or write into each `setting` what sets it apart."
            ],
        ),
        (
            "everything_at_once",
            [
                "a-shop.yaml:12: `labels` is not a value of `task`. Did you mean `label`? It takes `answer`, `label`, "
                "`code`, `write`, `converse`, `act`, `unknown`.",
                "a-shop.yaml:21: `.nan` is not a number; write `value` with digits and a point, such as 0.61.",
                "a-shop.yaml:6: `url` is missing; add it.",
                "a-shop.yaml:24: `rag` is not among the approaches tried (`fine-tuning`, `prompting`); name one of "
                "them, or add to `approaches` the system that used it.",
                "a-shop.yaml:25: `rag` is the best but not in `acceptable`; add it.",
                "a-shop.yaml:27: `compared` is `false`, but two kinds or more were tried; write `true`.",
                "a-shop.yaml:13: `erasure` is a gate and is not coded in cases; take it out.",
                "a-shop.yaml:1: `the-shop` must be the file's name; rename the file to `the-shop.yaml`.",
            ],
        ),
    ],
)
def test_a_broken_example_is_refused_with_all_its_mistakes(folder: str, lines: list[str]) -> None:
    assert list(mistakes_in(BROKEN / folder)) == lines


def test_the_example_that_is_not_broken_is_read() -> None:
    (case,) = load_cases(BROKEN / "not_broken").cases
    assert (case.id, case.sector) == ("a-shop", "commerce")


def test_a_case_of_which_nobody_coded_the_sector_is_read(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("sector: software\n", ""))
    (case,) = load_cases(tmp_path).cases
    assert case.sector is None


@pytest.mark.parametrize(
    "address",
    [
        "https://HAMEL.dev/blog/posts/fine_tuning_valuable.html",
        "https://hamel.dev/blog/posts/fine_tuning_valuable.html/",
        "https://hamel.dev/blog/posts/fine_tuning_valuable.html#examples",
    ],
)
def test_an_address_that_leads_to_the_same_page_is_the_same_source(tmp_path: Path, address: str) -> None:
    url = "https://hamel.dev/blog/posts/fine_tuning_valuable.html"
    assert url in GOOD
    write(tmp_path, GOOD)
    write(tmp_path, GOOD.replace(url, address).replace(f"id: {NAME}", "id: twin"), "twin")
    assert mistakes_in(tmp_path) == (
        f"twin.yaml:12: this `setting` stands in {NAME}.yaml:12 too, with the same source and task; keep one of the "
        "two files, or write into each `setting` what sets it apart.",
    )


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("setting: An observability vendor wants", "setting: Another observability vendor wants"),
        ("task: code", "task: answer"),
        ("url: https://hamel.dev/", "url: https://example.org/"),
    ],
)
def test_two_cases_of_one_source_that_differ_are_both_read(tmp_path: Path, ours: str, theirs: str) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD.replace(ours, theirs).replace(f"id: {NAME}", "id: twin"), "twin")
    assert [case.id for case in load_cases(tmp_path).cases] == [NAME, "twin"]


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "README.md").write_text("How cases are coded.", encoding="utf-8")
    line = (
        "cases: there is no case in this folder; put one into it, a file `<id>.yaml` each, "
        f"or write one with `advisor case new --out {folder}`."
    )
    assert mistakes_in(folder) == (line,)
    assert read_case_folder(folder)[1] == (line,)


def test_a_case_that_would_be_passed_over_is_told_and_hides_no_other_mistake(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("compared: true", "compared: false"))
    (tmp_path / "other.yml").write_text(GOOD, encoding="utf-8")
    lines = (
        "other.yml: a case is read from a file that ends in `.yaml`; rename it.",
        f"{NAME}.yaml:60: `compared` is `false`, but two kinds or more were tried; write `true`.",
    )
    assert mistakes_in(tmp_path) == lines
    assert read_case_folder(tmp_path)[1] == lines


def test_a_folder_that_is_not_there_and_a_file_are_refused(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    assert mistakes_in(tmp_path / "nowhere") == ("nowhere: there is no such folder of cases; check the name.",)
    assert mistakes_in(tmp_path / f"{NAME}.yaml") == (
        f"{NAME}.yaml: this is a file; give the folder that it stands in.",
    )


def test_a_file_that_holds_no_mapping_hides_no_mistake_of_the_others(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("best: fine-tuning", "best: lora"))
    write(tmp_path, "- just\n- a list\n", "list")
    write(tmp_path, "id: [\n", "torn")
    (tmp_path / "latin.yaml").write_bytes("id: café".encode("latin-1"))
    assert mistakes_in(tmp_path) == (
        f"{NAME}.yaml:56: `lora` is not a value of `best`. It takes `prompting`, `rag`, `fine-tuning`, "
        "`rag+fine-tuning`.",
        "latin.yaml: this is not UTF-8 text; save it as UTF-8.",
        "list.yaml:1: `the file` must be a mapping (`key: value` lines), not `['just', 'a list']`.",
        "torn.yaml:2: this is not YAML (did not find expected node content); mend the line or quote the text in it.",
    )
