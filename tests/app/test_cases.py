"""The cases page without a browser: what is found, what the address holds, what is copied and taken back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from app_pages import html
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from advisor import load_cases
from advisor.files.rulebook import RuleBook
from advisor.schema.cases import Case
from advisor.ui.parts.case_address import read_filter, write_filter
from advisor.ui.parts.case_facets import facets_of
from advisor.ui.parts.case_filter import CaseFilter, FoundCases, find_cases
from advisor.ui.parts.case_list import ALONE
from advisor.ui.parts.visit import Copied

ROOT = Path(__file__).parents[2]
CASES = load_cases().cases
BY_ID = {case.id: case for case in CASES}
FACETS = facets_of(CASES, RuleBook.load())
HONEYCOMB = "honeycomb-query-assistant"
ALONE_CASE = "airbnb-test-migration"


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)


def go_to_cases(app: AppTest, **address: str) -> None:
    """The cases page with what is asked for in the address."""
    app._page_hash = calc_hash("cases")
    app.query_params = {**app.query_params, **address}
    app.run()
    app._page_hash = ""  # from here on the app says itself which page is on screen
    assert not app.exception


def labels(app: AppTest) -> list[str]:
    """The cases of the list, as they are summed up."""
    return [fold.label for fold in app.expander]


def open_case(app: AppTest, id: str) -> None:
    app.session_state[f"open_{id}"] = True
    app.run()
    assert not app.exception


def found(wanted: CaseFilter) -> FoundCases:
    return find_cases(CASES, FACETS, wanted)


def ids(wanted: CaseFilter) -> list[str]:
    return [case.id for case in found(wanted).cases]


def these(fits: object) -> set[str]:
    assert callable(fits)
    return {case.id for case in CASES if fits(case)}


def test_without_a_filter_every_case_is_found_the_newest_first() -> None:
    every = found(CaseFilter()).cases
    assert len(every) == len(CASES)
    assert [case.year for case in every] == sorted((case.year for case in CASES), reverse=True)


@pytest.mark.parametrize(
    ("facet", "option", "fits"),
    [
        ("approach", "rag", lambda case: any(each.approach == "rag" for each in case.approaches)),
        ("sector", "health", lambda case: case.sector == "health"),
        ("task", "label", lambda case: case.answers.task == "label"),
        ("year", "2024", lambda case: case.year == 2024),
        ("comparison", "alone", lambda case: not case.compared),
        ("outcome", "stated", lambda case: case.best_basis == "stated"),
        ("confidence", "high", lambda case: case.confidence == "high"),
        ("source", "industry", lambda case: case.source.kind not in ("paper", "own-run")),
        ("source", "own", lambda case: case.is_own),
    ],
)
def test_each_filter_keeps_the_cases_that_have_its_option_and_its_count_says_how_many(
    facet: str, option: str, fits: object
) -> None:
    kept = ids(CaseFilter(chosen={facet: (option,)}))
    assert set(kept) == these(fits)
    assert kept
    assert found(CaseFilter()).counts[facet][option] == len(kept)


def test_options_of_one_filter_widen_and_filters_together_narrow() -> None:
    one = set(ids(CaseFilter(chosen={"year": ("2024",)})))
    two = set(ids(CaseFilter(chosen={"year": ("2024", "2025")})))
    both = set(ids(CaseFilter(chosen={"year": ("2024", "2025"), "source": ("paper",)})))
    assert one < two
    assert both < two


def test_the_counts_of_a_filter_leave_its_own_choice_out() -> None:
    counts = found(CaseFilter(chosen={"year": ("2024",), "source": ("paper",)})).counts
    assert counts["year"]["2025"] == len(ids(CaseFilter(chosen={"year": ("2025",), "source": ("paper",)})))
    assert counts["source"]["industry"] == len(ids(CaseFilter(chosen={"year": ("2024",), "source": ("industry",)})))


def test_a_case_that_nobody_has_coded_is_shown_as_not_coded() -> None:
    cases = (BY_ID[HONEYCOMB].model_copy(update={"sector": None}),)
    sector = next(facet for facet in facets_of(cases, RuleBook.load()) if facet.id == "sector")
    assert dict(sector.options) == {"not-coded": "Not coded"}
    assert sector.of(cases[0]) == {"not-coded"}


@pytest.mark.parametrize(
    "part",
    [
        lambda case: case.title,
        lambda case: case.org,
        lambda case: case.setting[:80],
        lambda case: case.outcome[:80],
        lambda case: case.approaches[0].label,
        lambda case: case.approaches[0].base_model or case.title,
        lambda case: case.source.title,
    ],
    ids=["title", "organisation", "setting", "outcome", "system", "base model", "source"],
)
def test_a_search_looks_through_every_text_of_a_case(part: object) -> None:
    assert callable(part)
    for case in (BY_ID[HONEYCOMB], BY_ID[ALONE_CASE]):
        assert case.id in ids(CaseFilter(text=part(case).upper()))


def test_a_search_finds_words_by_their_beginning_and_needs_all_of_them() -> None:
    storage = BY_ID[HONEYCOMB].model_copy(update={"setting": "A paragraph on storage.", "outcome": "None."})
    storage = storage.model_copy(update={"approaches": storage.approaches[:1]})
    assert not find_cases((storage,), FACETS, CaseFilter(text="rag")).cases
    assert find_cases((storage,), FACETS, CaseFilter(text="stor  PARA")).cases
    assert not find_cases((storage,), FACETS, CaseFilter(text="stor missing")).cases


def test_what_means_something_to_a_pattern_is_searched_for_as_it_is() -> None:
    assert ids(CaseFilter(text="(")) != []
    assert ids(CaseFilter(text="[a-z]+.*")) == []


def test_the_surest_come_first_compared_measured_and_of_high_confidence() -> None:
    order = found(CaseFilter(sort="surest")).cases

    def place(case: Case) -> tuple[bool, bool, int]:
        return not case.compared, case.best_basis != "measured", ("high", "medium", "low").index(case.confidence)

    assert [place(case) for case in order] == sorted(place(case) for case in CASES)
    assert [case.title for case in found(CaseFilter(sort="title")).cases] == sorted(
        (case.title for case in CASES), key=str.casefold
    )


def test_what_is_wanted_goes_into_the_address_and_comes_back() -> None:
    wanted = CaseFilter(HONEYCOMB, "gpt 4", {"approach": ("rag", "rag+fine-tuning"), "year": ("2024",)}, "surest", 2)
    address = write_filter(wanted)
    assert address == {
        "case": HONEYCOMB,
        "case_text": "gpt 4",
        "case_approach": "rag,rag+fine-tuning",
        "case_year": "2024",
        "case_sort": "surest",
        "case_page": "2",
    }
    assert read_filter(address, FACETS, BY_ID) == (wanted, ())
    assert write_filter(CaseFilter()) == {}


def test_what_an_address_asks_for_in_vain_is_named_and_the_rest_is_kept() -> None:
    given = {
        "case": "nobody",
        "case_sector": "health,moon",
        "case_colour": "blue",
        "case_page": "-1",
        "case_sort": "<b>",
        "case_year": "1999",
        "case_text": "x" * 500,
    }
    wanted, bad = read_filter(given, FACETS, BY_ID)
    assert wanted == CaseFilter(text="x" * 200, chosen={"sector": ("health",)})
    assert bad == (
        "case=nobody",
        "case_sector=moon",
        "case_colour=blue",
        "case_page=-1",
        "case_sort=<b>",
        "case_year=1999",
    )


def test_the_page_shows_twenty_closed_cases_and_says_of_how_many(app: AppTest) -> None:
    go_to_cases(app)
    assert f"<b>{len(CASES)} of {len(CASES)} cases</b>" in html(app)
    assert len(labels(app)) == 20
    assert "Coded answers" not in html(app)
    assert not app.get("plotly_chart")


def test_a_ticked_filter_narrows_the_list_and_stands_in_the_address(app: AppTest) -> None:
    go_to_cases(app, scope="open")
    app.button(key="fold_sector").click().run()
    app.checkbox(key="cases_sector_law").check().run()
    app.button(key="fold_comparison").click().run()
    assert not [each for each in app.checkbox if each.key == "cases_sector_law"]
    app.checkbox(key="cases_outcome_measured").check().run()
    law = these(lambda case: case.sector == "law" and case.best_basis == "measured")
    assert f"<b>{len(law)} of {len(CASES)} cases</b>" in html(app)
    assert len(labels(app)) == len(law)
    assert dict(app.query_params) == {"scope": "open", "case_outcome": "measured", "case_sector": "law"}


def test_a_link_reopens_its_list_and_keeps_answers_and_filters_apart(app: AppTest) -> None:
    go_to_cases(app, task="code", case_task="label")
    kept = these(lambda case: case.answers.task == "label")
    assert f"<b>{len(kept)} of {len(CASES)} cases</b>" in html(app)
    assert app.button(key="fold_task").label == "Task · 1"
    app.button(key="fold_task").click().run()
    assert app.checkbox(key="cases_task_label").value is True
    assert app.session_state["visit"].known == {"task": "code"}
    assert "does not exist" not in html(app)


def test_a_link_with_unknown_parts_says_so_and_keeps_the_rest(app: AppTest) -> None:
    go_to_cases(app, case_sector="law,<b>moon</b>", case="nobody")
    assert (
        "The link names a case or a filter that does not exist (“case_sector=&lt;b&gt;moon&lt;/b&gt;”, “case=nobody”); "
        "the rest of it holds."
    ) in html(app)
    assert dict(app.query_params) == {"case_sector": "law"}


def test_a_choice_can_be_taken_back_alone_or_with_all_others(app: AppTest) -> None:
    go_to_cases(app, case_year="2024,2025", case_text="gpt")
    app.button(key="drop_year_2025").click().run()
    assert dict(app.query_params) == {"case_text": "gpt", "case_year": "2024"}
    app.button(key="fold_year").click().run()
    assert app.checkbox(key="cases_year_2025").value is False
    app.button(key="clear_filters").click().run()
    assert dict(app.query_params) == {}
    assert next(box for box in app.text_input if box.label == "Search").value == ""
    assert f"<b>{len(CASES)} of {len(CASES)} cases</b>" in html(app)


def test_where_nothing_fits_it_is_said_what_to_drop_and_what_that_leaves(app: AppTest) -> None:
    go_to_cases(app, case_text="zzzz", case_sector="law")
    law = these(lambda case: case.sector == "law")
    assert f"<b>0 of {len(CASES)} cases</b>" in html(app)
    assert "No case fits all of this." in html(app)
    assert app.button(key="relax_text").label == f"Without the search: {len(law)} cases"
    app.button(key="relax_text").click().run()
    assert len(labels(app)) == len(law)


def test_where_dropping_one_thing_leaves_nothing_either_that_is_said(app: AppTest) -> None:
    go_to_cases(app, case_text="zzzz", case_sector="law", case_year="2020")
    assert "Dropping one filter or the search alone leaves none either; drop several." in html(app)
    app.button(key="relax_all").click().run()
    assert f"<b>{len(CASES)} of {len(CASES)} cases</b>" in html(app)


def test_a_case_is_summed_up_with_how_many_approaches_were_tried(app: AppTest) -> None:
    go_to_cases(app, case=HONEYCOMB)
    assert "Honeycomb, 2024 · Software and IT · best of 2 approaches: Fine-tuning · outcome stated" in html(app)
    go_to_cases(app, case=ALONE_CASE)
    assert " · tried alone: " in html(app)


def test_a_single_case_has_a_link_of_its_own_and_a_way_to_the_list(app: AppTest) -> None:
    go_to_cases(app, case=HONEYCOMB)
    assert f"<h2>{BY_ID[HONEYCOMB].title}</h2>" in html(app)
    assert f'<a href="?case={HONEYCOMB}" target="_blank">Link to this case</a>' in html(app)
    assert not app.checkbox
    app.button(key="back_to_list").click().run()
    assert len(labels(app)) == 20
    assert dict(app.query_params) == {}


def test_a_page_beyond_the_last_is_the_last(app: AppTest) -> None:
    go_to_cases(app, case_page="999")
    assert len(labels(app)) == (len(CASES) - 1) % 20 + 1


def test_an_open_case_shows_all_that_is_recorded(app: AppTest) -> None:
    case = BY_ID["checkr-charge-classification"]
    go_to_cases(app, case_text="230 categories")
    open_case(app, case.id)
    shown = html(app)
    for text in (case.setting, case.outcome, case.source.title, case.source.url, "Coded answers", "Published figures"):
        assert text in shown
    assert "As published; no interval given, hence the hollow marks." in shown
    assert "confidence in this record: high" in shown
    assert ALONE not in shown
    assert len(app.get("plotly_chart")) == 1


def test_a_case_with_one_approach_says_that_it_is_no_evidence(app: AppTest) -> None:
    go_to_cases(app, case=ALONE_CASE)
    assert ALONE in html(app)


def test_nothing_is_drawn_where_no_figures_were_published(app: AppTest) -> None:
    bare = next(case for case in CASES if not any(each.metrics for each in case.approaches))
    go_to_cases(app, case=bare.id)
    assert "None were published." in html(app)
    assert not app.get("plotly_chart")


def test_no_case_brings_markup_of_its_own(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    evil = BY_ID[ALONE_CASE].model_copy(
        update={
            "title": "<b>bold</b> [x](y)",
            "org": "<img src=x>",
            "setting": "<script>a</script>",
            "outcome": "<i>o</i>",
        }
    )
    book = load_cases().model_copy(update={"cases": (evil,)})
    monkeypatch.setattr("advisor.ui.pages.cases.case_book", lambda: book)
    monkeypatch.setattr("advisor.ui.parts.like_this.case_book", lambda: book)
    go_to_cases(app)
    assert labels(app)[0].startswith(r"**\<b\>bold\</b\> \[x\](y)**")
    open_case(app, evil.id)
    for tag in ("<b>bold", "<img", "<script>a", "<i>o"):
        assert tag not in html(app)


def test_a_situation_like_a_case_takes_its_answers_to_advise(app: AppTest) -> None:
    go_to_cases(app, case=HONEYCOMB)
    theirs = BY_ID[HONEYCOMB].answers.known
    assert f"Its {len(theirs)} answers go to Advise; change there what is different with you." in html(app)
    app.button(key=f"like_{HONEYCOMB}").click().run()
    assert f"{len(theirs)} of 25 answered" in html(app)
    assert dict(app.query_params) == theirs
    assert app.button(key="take_back").label == "Take them out again"
    app.button(key="take_back").click().run()
    assert app.session_state["visit"].known == {}
    assert dict(app.query_params) == {}


def test_answers_that_were_there_are_named_and_can_be_taken_back(app: AppTest) -> None:
    go_to_cases(app, scope="open", erasure="consented", case=HONEYCOMB)
    theirs = BY_ID[HONEYCOMB].answers.known
    assert (
        f"Its {len(theirs)} answers go to Advise, in place of your 2 answers; you can take yours back there."
        in html(app)
    )
    app.button(key=f"like_{HONEYCOMB}").click().run()
    assert "are filled in, in place of your 2 answers. Change what is different with you." in html(app)
    app.button(key="take_back").click().run()
    assert dict(app.query_params) == {"scope": "open", "erasure": "consented"}
    assert "are filled in" not in html(app)


def test_a_second_case_does_not_stand_between_a_visitor_and_the_own_answers(app: AppTest) -> None:
    go_to_cases(app, scope="open", case=HONEYCOMB)
    app.button(key=f"like_{HONEYCOMB}").click().run()
    app.query_params = {}
    go_to_cases(app, case=ALONE_CASE)
    assert "in place of your 1 answer;" in html(app)
    app.button(key=f"like_{ALONE_CASE}").click().run()
    app.button(key="take_back").click().run()
    assert dict(app.query_params) == {"scope": "open"}


def test_answers_that_were_taken_back_are_asked_for_with_fresh_widgets(app: AppTest) -> None:
    app.query_params = {"scope": "open"}
    app.run()
    app.session_state["visit"].view = "all"
    app.run()
    app.session_state["visit"].copied = Copied(HONEYCOMB, replace(app.session_state["visit"]))
    app.session_state["visit"].answers = {"scope": "narrow"}
    app.run()
    app.button(key="take_back").click().run()
    assert [radio.value for radio in app.radio if radio.key == "q_scope@1"] == ["open"]
    assert app.session_state["visit"].known == {"scope": "open"}


def test_an_example_that_was_on_screen_comes_back_with_its_job(app: AppTest) -> None:
    app.run()
    app.button(key="example_0").click().run()
    answers, job = dict(app.query_params), app.session_state["visit"].job
    app.query_params = {}
    go_to_cases(app, case=ALONE_CASE)
    app.button(key=f"like_{ALONE_CASE}").click().run()
    assert app.session_state["visit"].job is None
    app.button(key="take_back").click().run()
    assert dict(app.query_params) == answers
    assert app.session_state["visit"].job == job


def test_the_way_to_add_a_case_stands_on_the_page(app: AppTest) -> None:
    go_to_cases(app)
    assert "Add a case" in [link.label for link in app.get("page_link")]
