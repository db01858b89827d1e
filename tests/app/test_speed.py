"""What keeps a click fast, in what can be counted: times are measured by benchmarks/app/run.py."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from app_pages import html
from places import ROOT
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from advisor.files.rulebook import RuleBook
from advisor.files.track_record import HELD_OUT_RECORD, load_held_out_record, write_track_record
from advisor.language import Language, _, follow
from advisor.ui.parts import advised as advised_part
from advisor.ui.parts.guard import guarded
from advisor.ui.parts.spoken import spoken


def test_no_style_goes_by_a_part_of_a_class_attribute() -> None:
    """Streamlit changes classes at each run, and the browser would style the whole page anew each time."""
    css = (ROOT / "advisor/ui/style.css").read_text(encoding="utf-8")
    assert re.findall(r"\[class[*^$~|]?=[^]]*\]", css) == []


def test_a_page_asks_for_its_language_once() -> None:
    asked: list[Language] = []

    def ask() -> Language:
        asked.append("ja")
        return "ja"

    said: list[str] = []
    follow(ask)
    try:
        guarded(lambda: said.extend([_("Recommendation"), _("Sources")]))()
    finally:
        follow(spoken)
    assert said == ["推奨", "出典"]
    assert asked == ["ja"]


def test_nothing_is_worked_out_anew_that_no_answer_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out: list[dict[str, str]] = []
    prospects_for = advised_part.prospects_for
    monkeypatch.setattr(
        advised_part, "prospects_for", lambda visit: worked_out.append(visit.known) or prospects_for(visit)
    )
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    app.button(key="door_all").click().run()
    app.radio(key="q_scope").set_value("narrow").run()
    app.button(key="section_1").click().run()
    app.text_input(key="job_input_1").set_value("One that was sent.").run()
    assert worked_out == [{}, {"scope": "narrow"}]
    app.radio(key="q_evals").set_value("scored").run()
    assert worked_out == [{}, {"scope": "narrow"}, {"scope": "narrow", "evals": "scored"}]
    app.button(key="speak_ja").click().run()
    assert worked_out[3:] == [{"scope": "narrow", "evals": "scored"}]


def test_rules_stand_on_pages_of_forty_and_each_of_them_on_one() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app._page_hash = calc_hash("rules")
    app.run()
    on_screen = []
    (pagination,) = app.get("pagination")
    for page in range(1, pagination.proto.num_pages + 1):
        app.session_state["rules_page_"] = page
        app.run()
        on_screen.append(re.findall(r'<details class="card.*?<code class="rule">(.*?)</code>', html(app), re.DOTALL))
    assert [len(ids) for ids in on_screen[:-1]] == [40] * (len(on_screen) - 1)
    assert sorted(id for ids in on_screen for id in ids) == sorted(rule.id for rule in RuleBook.load().rules)


def test_a_track_record_is_read_once_and_again_where_it_was_written_anew(tmp_path: Path) -> None:
    book, folder = RuleBook.load(), tmp_path / "rules"
    shutil.copytree(ROOT / "rules", folder)
    found = load_held_out_record(book, folder)
    assert found is not None
    assert load_held_out_record(book, folder) is found
    write_track_record(found.model_copy(update={"n": found.n + 1}), folder / HELD_OUT_RECORD)
    again = load_held_out_record(book, folder)
    assert again is not None
    assert again.n == found.n + 1
