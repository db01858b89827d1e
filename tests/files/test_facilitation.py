"""The facilitator's guide: minutes that add up, claims with sources, one text for the app and for Markdown."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from places import ROOT

from advisor.errors import RuleBookError
from advisor.files.facilitation import load_guide
from advisor.files.rulebook import RuleBook
from advisor.files.workshop_files import check_workshop_files
from advisor.report.faces import parts_as_html, parts_as_markdown
from advisor.report.facilitation import agenda_parts, guide_parts
from advisor.schema.facilitation import Guide
from advisor.schema.workshop import StopRule


@pytest.fixture(scope="module")
def guide() -> Guide:
    return load_guide()


def test_there_is_a_plan_for_45_and_one_for_90_minutes_and_the_parts_add_up(guide: Guide) -> None:
    assert [(each.minutes, sum(part.minutes for part in each.parts)) for each in guide.agendas] == [(45, 45), (90, 90)]


def test_minutes_that_do_not_add_up_are_a_mistake_with_its_line(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "rules", tmp_path / "rules")) / "workshop"
    file = folder / "guide.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("minutes: 18", "minutes: 20"), encoding="utf-8")
    with pytest.raises(RuleBookError) as raised:
        load_guide(folder)
    assert len(raised.value.lines) == 1
    assert raised.value.lines[0].endswith("the parts take 47 minutes, not 45; change one of them.")


def test_a_claim_without_its_source_and_a_source_without_a_claim_are_mistakes(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "rules", tmp_path / "rules"))
    file = folder / "workshop" / "guide.yaml"
    text = file.read_text(encoding="utf-8").replace("source: [{ref: lu-2012,", "source: [{ref: lu-2013,")
    file.write_text(text, encoding="utf-8")

    def at(what: str) -> int:
        return next(i for i, line in enumerate(text.splitlines(), start=1) if what in line)

    assert check_workshop_files(folder, RuleBook.load(), None, as_published=True) == [
        f"workshop/guide.yaml:{at('lu-2013')}: there is no source `lu-2013` in `sources`. Did you mean `lu-2012`?",
        f"workshop/guide.yaml:{at('  lu-2012:')}: nothing cites `lu-2012`; take it out.",
    ]


def test_the_share_and_the_rounds_that_the_guide_names_are_those_a_new_workshop_begins_with(guide: Guide) -> None:
    follows = " ".join(each.so for each in guide.claims)
    assert f"It stands at {StopRule().agreement:.0%}".replace("%", " %") in follows
    assert {3: "It stands at three"}[StopRule().most_rounds] in follows


def test_an_agenda_counts_its_minutes_from_the_beginning(guide: Guide) -> None:
    markdown = parts_as_markdown(agenda_parts(guide)[:1])
    starts = [line.split(":")[0] for line in markdown.splitlines() if line.startswith("- ")]
    assert starts == [
        "- **0 to 5",
        "- **5 to 13",
        "- **13 to 15",
        "- **15 to 33",
        "- **33 to 38",
        "- **38 to 43",
        "- **43 to 45",
    ]


def test_every_source_stands_in_both_faces_with_its_address(guide: Guide) -> None:
    parts = guide_parts(guide)
    markdown, html = parts_as_markdown(parts), parts_as_html(parts)
    addresses = [each.url for each in guide.sources.values()]
    assert [each for each in addresses if f"](<{each}>)" not in markdown or f'href="{each}"' not in html] == []


def test_a_claim_reads_as_what_to_do_then_what_was_found_then_where(guide: Guide) -> None:
    markdown = parts_as_markdown(guide_parts(guide))
    assert (
        "- **Do not smooth a disagreement over. It is what the talk is for.** Groups of three whose members preferred "
        "different choices before they talked found the best one more often than groups of one mind, even where none "
        "of these preferences was the right one (135 groups). \\[[S. Schulz-Hardt and others 2006]"
        "(<https://doi.org/10.1037/0022-3514.91.6.1080>), abstract\\]"
    ) in markdown
