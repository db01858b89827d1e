"""Cases, a new case, rules and the track record in Japanese: no English sentence but what is marked as English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from places import ROOT
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
from track_records import record_apart, shipped_record

from advisor.files.case_draft import Entries
from advisor.files.case_file import read_draft
from advisor.files.casebook import load_cases
from advisor.language import speaking
from advisor.schema.cases import CODED
from advisor.ui.parts import record as stored
from advisor.ui.parts.new_case import NewCase

CASES = load_cases().cases
SHOP = read_draft(ROOT / "tests/files/broken_cases/not_broken/a-shop.yaml")
NEW: Entries = {**SHOP, "answers": {**dict.fromkeys(CODED, "unknown"), "task": "label"}}
CASE = "checkr-charge-classification"
APART = record_apart()
NAMES = sorted({each.org for each in (*CASES, *APART.cases)} | {each.title for each in CASES}, key=len, reverse=True)
"""Of organisations and cases, which stay as they are where no markup can stand, as on a button."""
ENGLISH = re.compile(r"(?:[A-Za-z][\w'’-]*[ ,]+){3,}[A-Za-z][\w'’-]*")
WIDGETS = ("button", "text_input", "text_area", "selectbox", "checkbox", "radio", "button_group", "expander", "toggle")
METHODS = re.compile(r"Wilson|Brier|対数損失|交差検証|ロジスティック|ロジット|CR1|フォールド|クラスター|較正の傾き")
ENTERED = "A shop sorts messages"


class InSight(HTMLParser):
    """The texts of HTML that are neither code nor marked as English, those of tooltips and labels included."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.around: list[tuple[str, bool]] = []
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in ("br", "img", "input"):
            kept = given.get("lang") != "en" and tag not in ("code", "style", "script")
            self.around.append((tag, kept and self.is_kept))
        self.found += [text for name in ("aria-label", "title") if self.is_kept and (text := given.get(name))]

    def handle_endtag(self, tag: str) -> None:
        while self.around and self.around.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.is_kept:
            self.found.append(data)

    @property
    def is_kept(self) -> bool:
        return not self.around or self.around[-1][1]


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(stored, "load_track_record", lambda *_: shipped_record())
    monkeypatch.setattr(stored, "load_held_out_record", lambda *_: APART)
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def go_to(app: AppTest, page: str, **address: str) -> None:
    app._page_hash = calc_hash(page)
    app.query_params = {"lang": "ja", **address}
    app.run()
    app._page_hash = ""
    assert not app.exception


def press(app: AppTest, label: str) -> None:
    """The button whose label begins so; widgets send what stands on them, which is in Japanese."""
    with speaking("ja"):
        next(button for button in app.button if button.label.startswith(label)).click().run()
    assert not app.exception


def body(app: AppTest) -> str:
    return "".join(str(each.proto.body) for each in app.get("html"))


def texts(app: AppTest) -> Iterator[str]:
    """All that is in sight, and what widgets say."""
    yield from InSight(body(app)).found
    for each in (each for kind in WIDGETS for each in app.get(kind)):
        options = getattr(each.proto, "options", ()) if hasattr(each, "proto") else ()
        given = (getattr(option, "content", option) for option in options)
        yield from (each.label, getattr(each, "help", "") or "", getattr(each, "placeholder", "") or "", *given)


def english(app: AppTest) -> list[str]:
    said = "\n".join(str(text) for text in texts(app)).replace("\\", "").replace(ENTERED, "")
    for name in NAMES:
        said = said.replace(name, "")
    return ENGLISH.findall(said)


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("cases", {"case_text": "zzzz", "case_sector": "law", "case_year": "1066"}),
        ("cases", {"case": CASE}),
        ("cases", {"case_outcome": "stated", "case_task": "code"}),
        ("rules", {"scope": "narrow", "task": "code"}),
        ("track-record", {}),
    ],
)
def test_no_english_sentence_is_left_but_what_is_marked_as_english(
    app: AppTest, page: str, address: dict[str, str]
) -> None:
    go_to(app, page, **address)
    assert english(app) == []


def test_every_step_of_a_new_case_is_in_japanese_and_what_is_typed_stays(app: AppTest) -> None:
    app.session_state["new_case"] = NewCase({**NEW, "setting": ENTERED})
    go_to(app, "add-case")
    for step in range(1, 11):
        press(app, f"{step} ")
        assert english(app) == []
    assert app.session_state["new_case"].entries["setting"] == ENTERED


def test_all_filters_and_what_is_said_of_each_case_are_in_japanese(app: AppTest) -> None:
    go_to(app, "cases")
    for fold in ("approach", "sector", "task", "year", "comparison"):
        with speaking("ja"):
            app.button(key=f"fold_{fold}").click().run()
        assert english(app) == []
    app.session_state[f"open_{CASES[0].id}"] = True
    with speaking("ja"):
        app.run()
    assert english(app) == []


def test_it_is_said_once_that_cases_are_in_english_and_their_texts_are_marked_so(app: AppTest) -> None:
    case = next(each for each in CASES if each.id == CASE)
    go_to(app, "cases", case=CASE)
    assert body(app).count("公開事例の本文は英語です。") == 1
    assert f'<span lang="en">{case.outcome}</span>' in body(app)
    app.query_params = {"case": CASE}
    app.session_state["spoken"] = "en"
    app.run()
    assert 'lang="en"' not in body(app)
    assert "in English" not in body(app)


def test_what_was_read_and_a_model_that_is_not_stated_are_told_in_japanese(app: AppTest) -> None:
    go_to(app, "cases", case="bank-emissions-from-annual-reports")
    assert '、閲覧元：<span lang="en">' in body(app)
    assert " · ベースモデルの記載なし · " in body(app)


def test_cases_kept_apart_have_their_titles_in_japanese(app: AppTest) -> None:
    go_to(app, "track-record")
    shown = body(app)
    assert sum(title in shown for title in APART.titles_ja.values()) == shown.count('<details class="card judged">')
    assert [each.title for each in APART.cases if f"<b>{each.title}" in shown] == []


def test_methods_are_named_only_under_how_computed_in_japanese_too(app: AppTest) -> None:
    go_to(app, "track-record")
    page, below = body(app).split('id="how-computed"')
    assert METHODS.findall(page.split("すべての事例")[0]) == []
    assert {"Wilson", "Brier", "対数損失"} <= set(METHODS.findall(below))


def test_choices_stay_when_the_language_is_changed(app: AppTest) -> None:
    go_to(app, "rules")
    with speaking("ja"):
        app.button_group(key="rule_states").set_value(["waits"]).run()
    shown = body(app).count('class="card waits"')
    assert shown
    press(app, "English")
    assert app.button_group(key="rule_states").value == ["waits"]
    assert body(app).count('class="card waits"') == shown
    assert 'class="card silent"' not in body(app)


def test_a_draft_that_was_begun_in_english_goes_on_in_japanese(app: AppTest) -> None:
    app.session_state["new_case"] = NewCase(NEW, "practice")
    go_to(app, "add-case")
    with speaking("ja"):
        app.radio(key="new_answers.model").set_value("mid").run()
    assert app.session_state["new_case"].entries["answers"]["model"] == "mid"
