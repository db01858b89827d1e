"""What `advisor check` reports: counts, mistakes, and claims whose day of review has passed."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest
from places import DATA, ROOT

from advisor.files.checking import check_knowledge
from advisor.schema.rules import Source, is_stale

DAY = datetime.date(2026, 11, 22)
HOUSE = DATA / "house_rules"


@pytest.mark.parametrize(
    ("review_by", "today", "stale"),
    [
        (datetime.date(2027, 2, 22), datetime.date(2027, 2, 22), False),
        (datetime.date(2027, 2, 22), datetime.date(2027, 2, 23), True),
        (None, datetime.date(2099, 1, 1), False),
    ],
)
def test_a_claim_is_stale_once_its_day_has_passed(
    review_by: datetime.date | None, today: datetime.date, stale: bool
) -> None:
    claim = Source(title="T", by="B", url="https://example.org", checked=DAY, review_by=review_by)
    assert is_stale(claim, today) is stale


def test_nothing_is_to_be_read_again_on_the_day_it_was_checked() -> None:
    assert check_knowledge(today=DAY).notes == ()


def test_a_dated_rule_past_its_day_is_listed_with_its_place_and_is_no_mistake() -> None:
    report = check_knowledge(today=datetime.date(2099, 1, 1))
    assert report.mistakes == ()
    line = _line_of(ROOT / "rules" / "governance.yaml", "- id: a-closing-service-is-no-place-to-start")
    note = (
        f"governance.yaml:{line}: note: rule `a-closing-service-is-no-place-to-start` is to be read again since "
        "2027-02-22; open its source and set `checked` and `review_by` anew."
    )
    assert note in report.notes


def test_house_sources_are_listed_too_and_switched_off_rules_are_not() -> None:
    notes = check_knowledge(HOUSE, today=datetime.date(2099, 1, 1)).notes
    assert (
        "house_rules/sources.yaml:1: note: source `our-data-policy` is to be read again since 2027-11-22; "
        "open it and set `checked` and `review_by` anew."
    ) in notes
    assert not any("ask-until-when-it-is-served" in note for note in notes)


def test_a_dated_case_past_its_day_is_listed(tmp_path: Path) -> None:
    case = sorted((ROOT / "case_studies").glob("*.yaml"))[0]
    (tmp_path / case.name).write_text(
        case.read_text(encoding="utf-8").rstrip() + "\nreview_by: 2027-01-01\n", encoding="utf-8"
    )
    report = check_knowledge(cases=tmp_path, today=datetime.date(2027, 1, 2))
    assert report.mistakes == ()
    assert report.notes == (
        f"{case.name}: note: case `{case.stem}` is to be read again since 2027-01-01; "
        "open its source and set `review_by` anew.",
    )


def test_the_readme_s_house_rules_have_no_mistake() -> None:
    report = check_knowledge(HOUSE, today=DAY)
    assert report.mistakes == ()
    assert (report.house, report.replaced, report.switched_off, report.examples) == (2, 1, 1, 2)


def test_a_house_example_that_does_not_hold_is_a_mistake(tmp_path: Path) -> None:
    house = tmp_path / "house"
    shutil.copytree(HOUSE, house)
    examples = house / "data_border_test.yaml"
    examples.write_text(
        examples.read_text(encoding="utf-8").replace("tuning_route: cloud", "tuning_route: own_weights"),
        encoding="utf-8",
    )
    assert check_knowledge(house, today=DAY).mistakes[0] == (
        "house/data_border_test.yaml:2: in “A claims form in a format of our own, and the only place to train is a "
        "cloud abroad” `our-data-stays-in-the-country` is to be `fires` but it is `silent`."
    )


def _line_of(path: Path, text: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)
