"""What the advise page says about what is still to come: it is what the engine found, and never more."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from app_pages import html
from streamlit.testing.v1 import AppTest

from advisor import load_cases, recommend
from advisor.decision.outlook import outlook_of
from advisor.files.answers import load_answers
from advisor.files.rulebook import RuleBook
from advisor.report import prospect_words
from advisor.report.prospects import Prospects
from advisor.schema.recommendation import Citation, NextQuestions, Reason, Settled, WhatIfs
from advisor.ui.options import HOUSE_RULES
from advisor.ui.parts.books import book_in
from advisor.ui.parts.flips import IF_ANSWERED, IF_BOTH, IF_OTHERWISE, what_would_change
from advisor.ui.parts.headline import first_sight, reason_row
from advisor.ui.parts.markup import source_in_full, sources
from advisor.ui.parts.rule_list import by_theme, how_many, states, switched_off
from advisor.ui.parts.settled import settled_line

ROOT = Path(__file__).parents[2]
BOOK = RuleBook.load()
OUTLOOK = outlook_of(BOOK)
HONEYCOMB = load_answers(ROOT / "advisor" / "ui" / "examples" / "honeycomb.yaml")
TODAY = datetime.date(2026, 12, 1)


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)


def test_what_would_change_this_follows_every_answer_and_is_what_the_engine_found(app: AppTest) -> None:
    app.run()
    app.button(key="door_all").click().run()
    assert escape(prospect_words.counts(OUTLOOK.what_if({}))) in html(app)
    app.radio(key="q_scope").set_value("open").run()
    app.radio(key="q_coverage").set_value("strong").run()
    known = {"scope": "open", "coverage": "strong"}
    assert escape(prospect_words.counts(OUTLOOK.what_if(known))) in html(app)


def test_every_change_that_is_shown_changes_the_recommendation_to_what_is_said(app: AppTest) -> None:
    known = HONEYCOMB.known
    for flip in prospect_words.flips((*OUTLOOK.what_if(known).one, *OUTLOOK.what_if(known).two), BOOK):
        for option in flip.changes[0].becomes:
            others = {change.question: change.becomes[0] for change in flip.changes[1:]}
            assert flip.approach == recommend({**known, flip.changes[0].question: option, **others}).approach


def test_open_questions_and_answers_that_were_given_stand_apart() -> None:
    shown = what_would_change(OUTLOOK.what_if(HONEYCOMB.known, 60), BOOK)
    parts = shown.split("<h4>")[1:]
    titles = [part.split("</h4>")[0] for part in parts]
    assert titles == [title for title in (IF_ANSWERED, IF_OTHERWISE, IF_BOTH) if title in titles]
    for part in parts:
        if part.startswith(IF_ANSWERED):
            assert "instead of" not in part
        if part.startswith(IF_OTHERWISE):
            assert part.count("instead of") == part.count("<details")


def test_that_no_single_answer_changes_it_is_said() -> None:
    nothing = WhatIfs(one=(), two=(), count_of_one=0, count_of_two=0)
    assert "No single answer changes this, and no pair of answers does." in what_would_change(nothing, BOOK)
    assert "<details" not in what_would_change(nothing, BOOK)


def test_all_that_would_change_it_is_folded_away(app: AppTest) -> None:
    app.run()
    app.button(key="door_all").click().run()
    before = html(app).count('class="flip"')
    app.session_state["fold_0"] = True
    app.run()
    found = OUTLOOK.what_if({}, 5000)
    rows = len(prospect_words.flips((*found.one, *found.two), BOOK))
    assert html(app).count('class="flip"') == before + rows


def prospects(is_settled: bool | None, chance: float = 0.23, **more: object) -> Prospects:
    remaining = ("freshness", "gap")
    return Prospects(
        Settled(is_settled=is_settled, approach="rag", remaining=remaining, **more),  # type: ignore[arg-type]
        WhatIfs(one=(), two=(), count_of_one=0, count_of_two=0),
        NextQuestions(
            questions=OUTLOOK.next_questions({}, OUTLOOK.draws(load_cases().cases)).questions[:2],
            chance_of_change=chance,
            draws=4000,
        ),
    )


def test_settled_is_said_with_what_was_proved() -> None:
    shown = settled_line(prospects(True), BOOK)
    assert "You can stop here: no answer to the remaining 2 questions changes this." in shown
    assert "Proved for all 12 ways of answering, and about the approach only" in shown


def test_not_settled_gives_the_chance_and_one_way_in_which_it_changes() -> None:
    shown = settled_line(prospects(False, witness={"freshness": "live", "gap": "far"}, becomes="prompting"), BOOK)
    assert "In 23 % of 4,000 simulated ways to answer the rest, the approach changes." in shown
    how = "Simulated as published cases like yours answered, all options alike where few did."
    assert f"<details><summary>How computed</summary><p>{how}</p></details>" in shown
    assert "For instance, it would be prompting with these answers" in shown
    assert "How often do those facts change? <b>" in shown
    assert "stop here" not in shown


def test_what_is_not_known_is_never_called_settled() -> None:
    shown = settled_line(prospects(None, 0.0), BOOK)
    assert "Still checking: it is not proved whether any answer to the remaining 2 questions changes this." in shown
    assert "In none of 4,000 simulated ways" in shown
    assert "stop here" not in shown
    assert "prospect settled" not in shown


def test_the_other_side_stands_under_a_reason_that_is_disputed() -> None:
    found_in_cases = [recommend(case.answers) for case in load_cases().cases]
    disputed = [found for found in found_in_cases if any(each.disputed_by for each in found.reasons_for[:3])]
    assert disputed
    for found in disputed[:20]:
        shown = first_sight(found, prospects(False), BOOK, TODAY)
        because = {rule.id: rule.because for rule in BOOK.rules}
        for reason in found.reasons_for[:3]:
            for other in reason.disputed_by:
                assert escape(reason.because) in shown
                assert escape(because[other]) in shown
        assert "<b>Sources differ here:</b>" in shown


SOURCE = Citation(
    ref="ours",
    title="Policy 7",
    by="Us",
    url="",
    checked=datetime.date(2026, 1, 1),
    review_by=datetime.date(2026, 6, 1),
)
REASON = Reason(
    rule="our-rule",
    effect="supports",
    approach="rag",
    strength="weak",
    because="It is so here.",
    when={"scope": ("narrow",)},
    sources=(SOURCE,),
    house=True,
    review_by=datetime.date(2026, 6, 1),
)


def test_a_house_rule_is_marked_and_a_source_without_an_address_is_no_link() -> None:
    shown = reason_row(REASON, datetime.date(2026, 5, 1))
    assert "house rule" in shown
    assert "dated, read again after 2026-06-01" in shown
    for text in (shown, sources([SOURCE], TODAY), source_in_full(SOURCE, TODAY)):
        assert "<a " not in text
    assert "house rule" not in reason_row(REASON.model_copy(update={"house": False}), TODAY)


def test_a_claim_past_its_day_is_marked() -> None:
    assert "dated, to be read again since 2026-06-01" in reason_row(REASON, TODAY)
    assert "to be read again since 2026-06-01" in source_in_full(SOURCE, TODAY)
    assert "to be read again since" not in source_in_full(SOURCE, datetime.date(2026, 6, 1))


HOUSE = """rules:
  - id: our-data-stay-here
    when: {scope: [open]}
    effect: {supports: [prompting]}
    strength: weak
    because: Our data may not leave the country.
    source: [{ref: our-policy, at: section 4}]
switch_off:
  - rule: a-narrow-settled-task-can-be-learned
    because: Not so with us.
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "ours.yaml").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "sources.yaml").write_text(
        "our-policy: {title: Data policy, by: Our security office, checked: 2026-01-01, review_by: 2030-01-01}\n",
        encoding="utf-8",
    )
    monkeypatch.setenv(HOUSE_RULES, str(tmp_path))
    book_in.clear()
    yield tmp_path
    book_in.clear()


@pytest.mark.usefixtures("house")
def test_house_rules_are_marked_and_what_they_switch_off_is_told(app: AppTest) -> None:
    app.query_params["scope"] = "open"
    app.run()
    assert "Our data may not leave the country." in html(app)
    assert "weak · house rule · " in html(app)
    book = book_in("en")
    listed = by_theme(states(book, {"scope": "open"}, None), book)
    assert '<span class="state house">house rule</span> Our data may not leave the country.' in listed
    assert ", 1 of them house rule, each with its source." in how_many(book)
    assert "1 rule of the book switched off by house rules" in switched_off(book)
    assert "Not so with us." in switched_off(book)


def test_without_house_rules_nothing_is_marked() -> None:
    assert how_many(BOOK) == f"{len(BOOK.rules)} rules, each with its source."
    assert switched_off(BOOK) == ""
    assert "state house" not in by_theme(states(BOOK, {}, None), BOOK)


def test_a_report_marks_house_rules_and_claims_past_their_day(house: Path) -> None:
    from advisor.report.faces import as_html, as_markdown, as_text

    found = recommend({"scope": "open", "coverage": "strong"}, rule_book=RuleBook.load(house))
    for face in (as_text, as_markdown, as_html):
        said = " ".join(face(found, (), found.book, today=datetime.date(2040, 1, 1)).split())
        assert "our-data-stay-here" in said
        assert "(house rule)" in said.replace("\\", "")
        assert "to be read again since" in said
        assert "to be read again since" not in face(found, (), found.book, today=datetime.date(2020, 1, 1))
