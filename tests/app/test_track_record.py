"""The track record without a browser: what stands on the page, what can be filtered, and what is said without one."""

from __future__ import annotations

import re
import statistics
import time
from html import escape, unescape
from pathlib import Path

import pytest
from app_pages import plain
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
from track_records import record_apart, shipped_record

from advisor import load_cases
from advisor.files.rulebook import RuleBook
from advisor.report import backtest_words
from advisor.report.record_columns import how_others_did, how_we_stand
from advisor.report.reliability_words import how_to_read
from advisor.report.weak_spots import weak_spots
from advisor.schema.backtest import Backtest
from advisor.schema.cases import CaseBook
from advisor.schema.rules import Book
from advisor.ui.options import HOUSE_RULES
from advisor.ui.parts import record as stored
from advisor.ui.parts.books import book_in
from advisor.ui.parts.record_filter import judged

ROOT = Path(__file__).parents[2]
BOOK = RuleBook.load()
RECORD = shipped_record()
APART = record_apart()
TASKS = {each.task: each.task for each in RECORD.cases}
TASKS_APART = {each.task: each.task for each in APART.cases}
METHODS = re.compile(
    r"Wilson|Brier|log loss|cross-validat|logistic|logit|CR1|slope|quadratic|penalty|Hosmer|standard error|"
    r"\bfolds?\b|bootstrap",
    re.I,
)


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app with a track record that fits its rules and cases, and none on cases kept apart."""
    monkeypatch.setattr(stored, "load_track_record", lambda *_: RECORD)
    monkeypatch.setattr(stored, "load_held_out_record", lambda *_: None)
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)


@pytest.fixture
def app_with_both(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The same with the track record on cases kept apart."""
    monkeypatch.setattr(stored, "load_held_out_record", lambda *_: APART)
    return app


def go_to(app: AppTest, page: str) -> AppTest:
    app._page_hash = calc_hash(page)
    app.run()
    app._page_hash = ""  # from here on the app says itself which page is on screen
    assert not app.exception
    return app


def html(app: AppTest) -> str:
    """All that the page shows, but not its style sheet."""
    return plain("".join(str(each.proto.body) for each in app.get("html") if ".stApp" not in str(each.proto.body)))


def words(app: AppTest) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html(app)))


def cards(app: AppTest) -> list[str]:
    """The titles of the cases on screen."""
    return [unescape(each) for each in re.findall(r'card judged">.*?<b>(.*?)</b>', html(app))]


def test_the_figures_on_cases_kept_apart_stand_before_the_optimistic_ones(app_with_both: AppTest) -> None:
    text = words(go_to(app_with_both, "track-record"))
    heads = [f"On {APART.n} cases kept apart", f"On the {RECORD.n} cases that the rules were written with"]
    for head, each in zip(heads, (APART, RECORD), strict=True):
        part = text[text.index(head) :]
        for sentence in (
            backtest_words.compared_headline(each),
            backtest_words.open_headline(each),
            how_others_did(each),
        ):
            assert sentence in part
    assert text.index(heads[0]) < text.index(heads[1])
    assert text.index(backtest_words.compared_headline(APART)) < text.index(heads[1])
    assert backtest_words.HELD_OUT_CODED in text


def test_all_else_is_first_about_the_cases_kept_apart(app_with_both: AppTest) -> None:
    app = app_with_both
    text = words(go_to(app, "track-record"))
    assert all(sentence in text for sentence in how_we_stand(APART))
    assert all(each.says in text for each in weak_spots(APART, BOOK))
    assert f"{APART.n} of {APART.n} cases" in text
    assert how_to_read(APART.reliability.recommended, "open")[0] in text
    app.button_group(key="record_which").set_value("seen").run()
    text = words(app)
    assert all(sentence in text for sentence in how_we_stand(RECORD))
    assert f"{RECORD.n} of {RECORD.n} cases" in text
    assert how_to_read(RECORD.reliability.recommended, "open")[0] in text


def test_a_case_kept_apart_leads_to_its_source_and_to_no_page_of_ours(app_with_both: AppTest) -> None:
    shown = html(go_to(app_with_both, "track-record"))
    first = judged(APART.cases, TASKS_APART, "all")[0]
    card = shown.split('<details class="card judged">')[1]
    assert escape(first.title) in card
    assert f'href="{escape(first.url)}"' in card
    assert "The whole case" not in shown


def test_without_cases_kept_apart_the_page_stands_without_those_figures(app: AppTest) -> None:
    text = words(go_to(app, "track-record"))
    assert "kept apart" not in text
    assert backtest_words.compared_headline(RECORD) in text


def test_the_figures_come_first_with_their_intervals_and_why_they_are_optimistic(app: AppTest) -> None:
    text = words(go_to(app, "track-record"))
    for sentence in (
        backtest_words.compared_headline(RECORD),
        backtest_words.open_headline(RECORD),
        *backtest_words.how_judged(RECORD),
        f"As of 26 November 2026: {RECORD.rules} rules, {RECORD.n} cases from {RECORD.sources} sources.",
    ):
        assert sentence in text
    assert "The rules themselves were written with these cases in view, so the figures are optimistic." in text
    assert text.index("the figures are optimistic") < text.index("Beside plainer advisers")


def test_every_adviser_has_four_figures_a_definition_and_its_source(app: AppTest) -> None:
    shown, text = html(go_to(app, "track-record")), words(app)
    rows = re.findall(r"<tr[^>]*><th scope=\"row\">([^<]*)</th>(.*?)</tr>", shown)[: 1 + len(RECORD.baselines)]
    assert [name for name, _ in rows] == ["This advisor", *(each.title for each in RECORD.baselines)]
    for (_, row), each in zip(rows, (RECORD, *RECORD.baselines), strict=True):
        assert re.findall(r"<b>(.*?)</b>", row) == [
            backtest_words.percent(each.compared.acceptable),
            f"{each.compared.log_loss:.2f}",
            backtest_words.percent(each.open.acceptable),
            f"{each.open.log_loss:.2f}",
        ]
    for sentence in (*how_we_stand(RECORD), *(each.says for each in RECORD.baselines)):
        assert sentence in text
    for each in RECORD.baselines:
        assert not each.source or f'href="{escape(each.source)}"' in shown
    assert shown.count('<em class="best">best</em>') >= 4


def test_the_diagram_is_explained_and_told_to_those_who_cannot_see_it(app: AppTest) -> None:
    text = words(go_to(app, "track-record"))
    assert all(sentence in text for sentence in how_to_read(RECORD.reliability.recommended, "open"))
    app.button_group(key="record_question").set_value("compared").run()
    text = words(app)
    assert all(sentence in text for sentence in how_to_read(RECORD.reliability.ranked_first, "compared"))


def test_what_it_is_bad_at_is_what_the_figures_say(app: AppTest) -> None:
    text = words(go_to(app, "track-record"))
    spots = weak_spots(RECORD, BOOK)
    assert {"Task", "What turned out best", "Kind of source", "Later years"} <= {each.about for each in spots}
    assert all(f"{each.about}. {each.says}" in text for each in spots)


def test_methods_are_named_only_under_how_computed(app: AppTest) -> None:
    page, below = html(go_to(app, "track-record")).split('id="how-computed"')
    above = page.split("Every case")[0]  # the words of rules and cases are their own
    assert METHODS.findall(unescape(re.sub(r"<[^>]+>", " ", above))) == []
    assert {"Wilson", "Brier", "log loss"} <= set(METHODS.findall(unescape(below)))
    assert "advisor backtest --cases DIR" in below


def test_cases_are_filtered_to_the_wrong_ones_and_found_by_a_word(app: AppTest) -> None:
    wrong = {
        "compared": sorted(each.title for each in RECORD.cases if not each.right_compared),
        "open": sorted(each.title for each in RECORD.cases if not each.right_open),
    }
    assert len(cards(go_to(app, "track-record"))) == 20
    for wanted, titles in wrong.items():
        app.button_group(key="record_wanted").set_value(wanted).run()
        assert f"{len(titles)} of {RECORD.n} cases" in words(app)
        assert set(cards(app)) <= set(titles)
        assert len(cards(app)) == min(20, len(titles))
    app.button_group(key="record_wanted").set_value("all").run()
    app.text_input(key="record_text").set_value("Yelp 2025").run()
    assert cards(app) == [each.title for each in RECORD.cases if each.org == "Yelp"]
    app.text_input(key="record_text").set_value("nothing like this").run()
    assert cards(app) == []
    assert f"0 of {RECORD.n} cases" in words(app)


def test_the_cases_that_surprised_most_come_first_and_every_word_is_looked_for() -> None:
    every = judged(RECORD.cases, TASKS, "open")
    assert [each.log_loss_open for each in every] == sorted((each.log_loss_open for each in every), reverse=True)
    among = judged(RECORD.cases, TASKS, "compared")
    assert [each.log_loss_compared for each in among] == sorted((e.log_loss_compared for e in among), reverse=True)
    rule = next(each.because[0] for each in RECORD.cases if each.because)
    assert all(rule in (*each.because, *each.against) for each in judged(RECORD.cases, TASKS, "all", rule))
    assert judged(RECORD.cases, TASKS, "all", f"{rule} no-such-word") == ()


def test_a_case_shows_our_answer_the_outcome_and_the_reasons_with_links(app: AppTest) -> None:
    go_to(app, "track-record")
    first = judged(RECORD.cases, TASKS, "all")[0]
    case = next(each for each in load_cases().cases if each.id == first.id)
    card = html(app).split('<details class="card judged">')[1]
    assert cards(app)[0] == first.title
    assert escape(case.outcome) in card
    assert f'href="cases?case={first.id}"' in card
    assert f'href="{escape(case.source.url)}"' in card
    assert first.because
    because = {rule.id: rule.because for rule in BOOK.rules}
    for id in (*first.because, *first.against):
        assert escape(because[id]) in card
        assert f'href="rules?rule={id}"' in card
    given = [backtest_words.percent(each) for each in first.probability.values()]
    assert re.findall(r"<td>(\d+ %)</td>", card) == given


def test_a_link_to_a_rule_shows_that_rule(app: AppTest) -> None:
    rule = BOOK.rules[0].id
    app.query_params["rule"] = rule
    go_to(app, "rules")
    assert app.text_input(key="rule_text").value == rule
    assert f'<code class="rule">{rule}</code>' in html(app)
    assert "does not exist" not in words(app)


def test_text_of_a_record_is_never_markup(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = RECORD.cases
    evil = first.model_copy(update={"title": "<img src=x>", "org": "<b>org</b>", "log_loss_open": 99.0})
    bad = RECORD.model_copy(update={"cases": (evil, *others)})
    monkeypatch.setattr(stored, "load_track_record", lambda *_: bad)
    shown = html(go_to(app, "track-record"))
    assert "<img" not in shown
    assert "<b>org</b>" not in shown
    assert "&lt;img src=x&gt;" in shown


def test_the_page_runs_quickly(app: AppTest) -> None:
    go_to(app, "track-record")
    spent = []
    for _ in range(5):
        start = time.process_time()  # the app runs in this process; what else the machine does is not counted
        app.run()
        spent.append(time.process_time() - start)
    assert statistics.median(spent) < 0.3


def without_record(book: Book, cases: CaseBook, folder: object = None) -> Backtest | None:
    return None


def test_a_record_that_does_not_fit_is_not_shown_but_how_to_make_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "load_track_record", without_record)
    text = words(go_to(AppTest.from_file(str(ROOT / "app.py"), default_timeout=30), "track-record"))
    assert (
        "There is no track record of these rules on these cases: none was made yet, or rules, weights or cases have "
        "changed since."
    ) in text
    assert "Make one, which takes about a minute, and reload this page: advisor backtest --write" in text
    assert "Before you believe it" not in text


def test_with_house_rules_the_published_record_is_not_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOUSE_RULES, str(ROOT / "tests" / "data" / "house_rules"))
    book_in.clear()
    try:
        text = words(go_to(AppTest.from_file(str(ROOT / "app.py"), default_timeout=30), "track-record"))
    finally:
        book_in.clear()
    assert "House rules are loaded, and the published track record is that of the book without them" in text
    assert "advisor backtest --rules DIR" in text
    assert "Before you believe it" not in text
