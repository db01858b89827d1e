"""The pages of evidence without a browser: the answer first, the stress test, the failures and what labels do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from app_evidence import FAILING, html, label, open_page, rows, unfold
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from advisor.ui.parts.given import Given, given_file
from advisor.ui.parts.results import load

ROOT = Path(__file__).parents[2]


CSS = (ROOT / "advisor/ui/style.css").read_text(encoding="utf-8")
CLEAR = rows({"prompt v1": "10100" * 20, "prompt v2": "11110" * 20, "rag": "11010" * 20})
OPEN = rows({"prompt": "1110111011" * 3, "rag": "1101110111" * 3})


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def in_order(text: str, parts: Iterable[str]) -> bool:
    places = [text.find(part) for part in parts]
    return -1 not in places and places == sorted(places)


def test_without_a_file_only_the_upload_and_the_example_are_there(app: AppTest) -> None:
    open_page(app, "evidence")
    assert "up to 100 MB each" in html(app)
    assert "The simplest variant" not in html(app)
    offered = [button.label for button in app.button]
    assert {"A query language of one's own (measured)", "A handbook that changes (measured)"} <= set(offered)


def test_at_first_sight_there_is_the_answer_and_one_picture(app: AppTest) -> None:
    open_page(app, "evidence", CLEAR)
    shown = html(app)
    assert in_order(
        shown, ("The simplest variant that is good enough", "<h2>prompt v2</h2>", "Quality, cost and differences")
    )
    assert "shown worse" not in shown
    assert [panel.label for panel in app.expander if not panel.label.startswith(("Columns", "Which approach"))] == [
        "The chart as a table",
        "Variant by variant",
        "What was measured",
        "Pair by pair, on the same items",
        "What to measure next",
        "Can this eval be trusted? Take care",
        "Give more, check more",
        "What this changes in the recommendation",
        "Counted, not hidden",
        "How computed",
    ]


def test_a_name_cannot_turn_the_words_of_the_page(app: AppTest) -> None:
    open_page(app, "evidence", rows({"prompt": "10100" * 20, "v\u202e2": "11110" * 20}))
    shown = html(app) + unfold(app, "cards", "summary", "pairs")
    assert "<h2>v\ufffd2</h2>" in shown
    assert "\u202e" not in shown


def test_a_score_keeps_its_letters_in_a_small_heading(app: AppTest) -> None:
    open_page(app, "evidence", CLEAR)
    assert '<p class="kicker">Score: <code>score</code></p>' in unfold(app, "summary")
    assert ".kicker code { letter-spacing: 0; text-transform: none; }" in CSS


METHODS = re.compile(r"Wilson|Tango|Holm|McNemar|kappa|bootstrap|Bayes|Pareto|posterior|intersection-union", re.I)


@pytest.mark.parametrize("page", ["evidence", "stress-test", "failures"])
def test_methods_are_named_only_under_how_computed(app: AppTest, page: str) -> None:
    open_page(app, page, FAILING)
    folds = (
        "cards", "summary", "pairs", "next", "health", "change", "notes", "chart_table", "more",
        "stress_checks", "stress_pairs", "stress_next",
    )  # fmt: skip
    if page == "failures":
        label(app, *["facts"] * 7)
    seen, _, how = unfold(app, *folds).partition("How computed")
    assert METHODS.findall(seen) == []
    if page != "failures":
        methods = "methods" if page == "evidence" else "stress_methods"
        how = unfold(app, methods)
    assert "Wilson" in how


def test_an_open_choice_is_said_calmly_with_what_is_known(app: AppTest) -> None:
    open_page(app, "evidence", OPEN)
    shown = html(app)
    assert "<h2>No variant yet</h2>" in shown
    assert "open, which is normal at this size" in shown
    assert "Not settled does not mean equal: these items cannot tell yet" in unfold(app, "cards")


def test_every_light_has_a_word_beside_its_colour(app: AppTest) -> None:
    open_page(app, "evidence", CLEAR)
    lights = unfold(app, "health").split('<span class="light ')[1:]
    words = {"green": "fine", "amber": "take care", "red": "mend first"}
    assert len(lights) > 3
    assert all(words[light.split('"')[0]] in light.split("</span>")[0] for light in lights)


def test_measured_maturity_stands_beside_the_answer_about_it(app: AppTest) -> None:
    open_page(app, "evidence", CLEAR, answers={"evals": "trusted"})
    assert (
        "You answered: A domain-specific, automated eval that agrees with human judgement and runs on every change. "
        "Your results show: A fixed test set with a scored metric." in unfold(app, "health")
    )


def test_the_stress_test_compares_the_prompts_alone(app: AppTest) -> None:
    open_page(app, "stress-test", CLEAR)
    shown = html(app)
    assert "Yes: this eval tells the two apart." in shown
    assert "The prompts are <code>prompt v1</code>, <code>prompt v2</code>." in shown
    assert "<code>rag</code>" not in shown


def test_the_stress_test_takes_all_variants_where_there_are_no_two_prompts(app: AppTest) -> None:
    open_page(app, "stress-test", OPEN)
    shown = html(app)
    assert "Not yet: this eval does not tell the two apart. It could still go either way." in shown
    assert "There are no two prompts among these, so all variants are compared:" in shown


def test_failures_are_those_of_the_best_prompt_and_their_texts_are_text(app: AppTest) -> None:
    open_page(app, "failures", FAILING)
    shown = html(app)
    assert "1 of 12<span>0 labelled.</span>" in shown
    assert '<pre tabindex="0">&lt;b&gt;q&lt;/b&gt;</pre>' in shown
    assert '<pre tabindex="0">**a**</pre>' in shown
    assert '<p class="kicker">Why the grader failed it</p><p class="hint">not in the file</p>' in shown


def test_labels_lead_to_the_next_failure_and_override_the_answer(app: AppTest) -> None:
    open_page(app, "failures", FAILING, answers={"failure": "form"})
    label(app, *["facts"] * 7)
    shown = html(app)
    assert "8 of 12<span>7 labelled.</span>" in shown
    assert "Your labels say facts; you answered form. The labels count." in shown
    assert "7 of 7, 100 % (95 % interval 65 to 100)" in shown


def test_labels_are_the_fact_that_the_rules_read(app: AppTest) -> None:
    open_page(app, "failures", FAILING)
    label(app, *["facts"] * 7)
    app._page_hash = calc_hash("evidence")
    app.run()
    found = app.session_state["visit"].measured.comparison
    assert found.facts["measured_failure"] == "facts"
    assert found.failures.labelled == 7


def test_the_last_label_can_be_taken_back(app: AppTest) -> None:
    open_page(app, "failures", FAILING)
    label(app, "facts", "form")
    next(button for button in app.button if str(button.key).startswith("undo_")).click().run()
    assert list(app.session_state["visit"].labels.values()) == ["facts"]
    assert "2 of 12<span>1 labelled.</span>" in html(app)


def test_results_without_texts_still_can_be_labelled_by_item(app: AppTest) -> None:
    open_page(app, "failures", rows({"prompt": "00001111"}))
    assert "These files hold no texts, only names of items." in html(app)
    assert len([button for button in app.button if str(button.key).startswith("cause_0_")]) == 5


def test_a_prompt_that_never_fails_leaves_nothing_to_look_at(app: AppTest) -> None:
    open_page(app, "failures", rows({"prompt": "1111", "rag": "1100"}))
    assert "<code>prompt</code> failed no item by the score <code>score</code>" in html(app)


def test_a_broken_file_beside_the_results_is_said_and_the_results_stay(app: AppTest) -> None:
    bad = given_file("labels", "labels.csv", b"a,b\n1,2\n")
    open_page(app, "evidence", CLEAR, given=Given(files=(bad,)))
    app.session_state["more"] = True
    app.run()
    assert not app.exception
    assert "<code>labels.csv</code> has no column <code>variant</code>" in html(app)
    assert "<h2>prompt v2</h2>" in html(app)


def test_what_is_given_beside_the_results_is_checked(app: AppTest) -> None:
    open_page(app, "evidence", CLEAR, given=Given(looks=14, has_held_out_set=False))
    found = app.session_state["visit"].measured.comparison
    assert "red" in {check.state for check in found.health.checks}
    assert '<span class="light red"><i aria-hidden="true">✕</i> mend first</span>' in unfold(app, "health")


def test_the_questionnaire_says_what_was_measured(app: AppTest) -> None:
    open_page(app, "failures", FAILING, answers={"failure": "form"})
    label(app, *["facts"] * 7)
    visit = app.session_state["visit"]
    visit.view, visit.section = "all", 0
    app._page_hash = calc_hash("advise")
    app.run()
    assert not app.exception
    says = "Your results say: Facts are missing, out of date or made up. That counts, whatever is chosen here."
    assert f'<p class="measured">{says}</p>' in html(app)


def test_a_red_eval_holds_the_choice_back_and_the_stress_test_says_so(app: AppTest) -> None:
    open_page(app, "evidence", CLEAR, given=Given(looks=14, has_held_out_set=False))
    assert "held back until the eval is mended" in html(app)
    app._page_hash = calc_hash("stress-test")
    app.run()
    assert "Nothing that this eval says can be trusted yet. Mend first: tuned to these items." in html(app)


def test_a_form_for_columns_starts_from_our_own_names(app: AppTest) -> None:
    data = b"variant,item,input,score\n" + b"".join(b"prompt,%d,q,%d\n" % (i, i % 2) for i in range(20))
    open_page(app, "evidence", data)
    app.session_state[f"columns_{load('results.jsonl', data).digest[:12]}"] = True
    app.run()
    chosen = {box.label: box.value for box in app.selectbox}
    assert chosen["Item (which question it was)"] == "item"
    assert chosen["Input"] == "input"


def test_the_grader_stands_beside_people_where_they_marked_the_same(app: AppTest) -> None:
    rows_of_labels = b"".join(b"prompt v1,i%02d,%d\n" % (i, i % 5 in (0, 2)) for i in range(60))
    labels = given_file("labels", "labels.csv", b"variant,item,label\n" + rows_of_labels)
    open_page(app, "evidence", CLEAR, given=Given(files=(labels,)))
    shown = unfold(app, "health")
    assert "The grader beside people" in shown
    assert '<td data-label="Labelled">60 (24 of the rarer mark)</td>' in shown
