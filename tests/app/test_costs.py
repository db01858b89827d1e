"""The page of costs without a browser: what is asked, what is entered, and what nobody loses by a bad entry."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from advisor.api import load_cost_plan
from advisor.files.cost_plan import read_cost_plan
from advisor.files.price_book import load_price_book
from advisor.ui.parts.amount_text import amount_in, amount_text
from advisor.ui.parts.cost_entries import Entries, entries_of, mistake_in, read_entries
from advisor.ui.parts.examples import EXAMPLES, Example, example_plan
from advisor.ui.parts.results import load
from advisor.ui.parts.visit import Visit

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "tests" / "data" / "examples"
RESULTS = EXAMPLE / "expense-routing.promptfoo.json"
PLAN = EXAMPLE / "expense-routing.plan.yaml"
NOTE = "These answers are simulated."
HOURS = "How many hours of engineering to build it? (hours)"
VOLUME = "The same, exactly"


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def go_to(app: AppTest, path: str) -> None:
    app._page_hash = calc_hash(path)
    app.run()
    app._page_hash = ""  # from here on the app says itself which page is on screen
    assert not app.exception


def open_page(app: AppTest, *, costs: Entries | None = None, results: bool = True, volume: int | None = 20_000) -> None:
    """The page with the example's results and these entries."""
    files = (load(RESULTS.name, RESULTS.read_bytes(), NOTE),) if results else ()
    app.session_state["visit"] = Visit(files=files, costs=costs or {}, monthly_volume=volume, target=0.8)
    go_to(app, "costs")


def html(app: AppTest) -> str:
    return "".join(str(element.proto.body) for element in app.get("html"))


def visit(app: AppTest) -> Visit:
    found: Visit = app.session_state["visit"]
    return found


def type_in(app: AppTest, label: str, text: str) -> None:
    next(field for field in app.text_input if field.label == label).set_value(text).run()
    assert not app.exception


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def test_without_files_two_ways_are_shown(app: AppTest) -> None:
    open_page(app, results=False)
    assert "Bring eval results" in html(app)
    assert "Or plan without results" in html(app)
    assert [button.label for button in app.button] == ["日本語", EXAMPLES[1].title, EXAMPLES[2].title, "Add"]


@pytest.mark.parametrize("example", EXAMPLES[1:], ids=lambda each: each.answers)
def test_an_example_brings_its_plan_and_every_part_says_what_is_measured(app: AppTest, example: Example) -> None:
    open_page(app, results=False)
    press(app, example.title)
    shown = html(app)
    assert example_plan(example) == visit(app).costs
    assert "From which volume it changes" in shown
    assert "Nothing is missing." in shown
    assert shown.count('<p class="caveat">Measured with SmolLM2-135M-Instruct') == 3


def test_what_is_missing_is_asked_and_what_it_blocks_is_said(app: AppTest) -> None:
    open_page(app)
    shown = html(app)
    assert "Still to be entered: 16 numbers" in shown
    assert "Without it no total for <code>prompt-fewshot</code>." in shown
    assert "The total is not known" not in shown
    assert [field.value for field in app.text_input if field.label == HOURS] == [""]


def test_an_entry_is_taken_and_asked_no_more(app: AppTest) -> None:
    open_page(app)
    type_in(app, HOURS, "16 24 40")
    assert visit(app).costs == {("variants", "prompt-fewshot", "engineering_hours"): "16 24 40"}
    assert "What does an hour of engineering cost? (USD)" in [field.label for field in app.text_input]
    assert HOURS not in [field.label for field in app.text_input]


def test_a_bad_entry_stays_as_it_was_typed_with_a_sentence_beside_it(app: AppTest) -> None:
    open_page(app)
    type_in(app, HOURS, "a week")
    assert (
        '<p class="mistake" role="alert"><code>a week</code> is no number; write one number, such as 80, or three from '
        "low to high: 60 80 120.</p>" in html(app)
    )
    assert [field.value for field in app.text_input if field.label == HOURS] == ["a week"]
    assert "Still to be entered: 16 numbers" in html(app)


def test_an_entry_that_is_emptied_is_unknown_again_and_never_0(app: AppTest) -> None:
    open_page(app, costs={("variants", "prompt-fewshot", "engineering_hours"): "-5"})
    type_in(app, HOURS, "")
    assert visit(app).costs == {}
    found = visit(app).priced
    assert found is not None
    assert found.costs is not None
    assert found.costs.variants[0].one_off is None


def test_the_volume_is_the_same_number_here_and_on_evidence(app: AppTest) -> None:
    open_page(app)
    type_in(app, VOLUME, "123,456")
    assert visit(app).monthly_volume == 123_456
    go_to(app, "evidence")
    volume = next(slider for slider in app.select_slider if slider.label == "Requests a month")
    assert volume.value == 123_456
    volume.set_value(50_000).run()
    go_to(app, "costs")
    assert next(field.value for field in app.text_input if field.label == VOLUME) == "50000"
    found = visit(app).priced
    assert found is not None
    assert found.costs is not None
    assert found.costs.volume is not None
    assert found.costs.volume.likely == 50_000


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("-3", "<code>-3</code> is below 0; write one number, such as 80, or three from low to high: 60 80 120."),
        ("0", "<code>0</code> is too little here; write a number above 0."),
        (
            "99999999999",
            "<code>volume</code> is <code>99999999999.0</code>: write at most 10,000,000,000 finished pieces of work a "
            "month.",
        ),
    ],
)
def test_an_absurd_volume_changes_nothing_and_says_what_to_write(app: AppTest, typed: str, says: str) -> None:
    open_page(app)
    type_in(app, VOLUME, typed)
    assert f'<p class="mistake" role="alert">{says}</p>' in html(app)
    assert visit(app).monthly_volume == 20_000


def test_sliders_set_the_scenario_and_the_axes_hold_still(app: AppTest) -> None:
    open_page(app, costs=entries_of(load_cost_plan(PLAN)))
    before = visit(app).held
    assert before is not None
    held = before.axes["all-in"]
    volume = next(slider for slider in app.select_slider if slider.label == "Finished pieces of work a month")
    volume.set_value(30_000).run()
    assert visit(app).monthly_volume == 30_000
    now = visit(app).held
    assert now is not None
    assert now.axes["all-in"].quality == held.quality
    assert now.axes["all-in"].cost.largest == held.cost.largest
    assert now.before is not None
    assert now.before.costs is not None
    assert now.before.costs.volume is not None
    assert now.before.costs.volume.likely == 20_000


def test_the_cache_and_the_price_decline_are_entered_as_shares(app: AppTest) -> None:
    open_page(app)
    next(each for each in app.select_slider if each.label == "Prompt read from the cache").set_value(85).run()
    next(each for each in app.slider if each.label == "Token prices fall a year, %").set_value(50).run()
    assert visit(app).costs == {("cache_hit_rate",): "0.85", ("price_decline_per_year",): "0.5"}


def test_what_the_last_change_did_is_announced(app: AppTest) -> None:
    open_page(app, costs=entries_of(load_cost_plan(PLAN)))
    next(each for each in app.select_slider if each.label == "Target for the quality").set_value(0.5).run()
    assert "against the target: now" in html(app).split('<div class="news">')[1].split("</div>")[0]


def test_without_an_entry_evidence_and_advice_stay_as_they_were(app: AppTest) -> None:
    open_page(app)
    go_to(app, "evidence")
    found = visit(app).measured
    assert found is not None
    assert found.comparison is not None
    assert found.comparison.costs is None
    assert found.comparison.front_cost == "measured"


def test_entries_reach_evidence_and_its_facts(app: AppTest) -> None:
    open_page(app, costs={**entries_of(load_cost_plan(PLAN)), ("cost_limit_usd",): "0.00001"})
    go_to(app, "evidence")
    found = visit(app).measured
    assert found is not None
    assert found.comparison is not None
    assert found.comparison.facts["prompting_limits"] == "beyond"
    go_to(app, "advise")
    assert "from your costs" in html(app)


def test_a_plan_without_results_needs_a_name_and_is_then_asked_for_the_rest(app: AppTest) -> None:
    open_page(app, results=False)
    press(app, "Add")
    assert "The new variant has no name; write one, such as <code>rag-v2</code>." in html(app)
    next(field for field in app.text_input if field.label == "Name").set_value("rag-v2")
    next(box for box in app.selectbox if box.label == "Approach").set_value("rag")
    press(app, "Add")
    assert visit(app).costs == {("variants", "rag-v2", "approach"): "rag"}
    assert "Which model answers? Its prices are looked up; `none` where no tokens are paid." in [
        field.label for field in app.text_input
    ]
    assert "No total yet for <code>rag-v2</code>" in html(app)


def test_a_model_that_nobody_knows_is_said_and_the_nearest_names_are_offered(app: AppTest) -> None:
    costs = {("variants", "mine", "approach"): "prompting", ("variants", "mine", "model"): "openai:gpt-4o-minni"}
    open_page(app, results=False, costs=costs)
    assert "No price is known for <code>openai:gpt-4o-minni</code>: choose one of these" in html(app)
    press(app, "openai:gpt-4o-mini")
    assert visit(app).costs["variants", "mine", "model"] == "openai:gpt-4o-mini"
    assert "No price is known" not in html(app)


def test_a_plan_with_a_misspelt_key_is_said_line_by_line_and_nothing_is_lost(app: AppTest) -> None:
    open_page(app, costs={("horizon_months",): "24"})
    plan = b"volume: 2000\nhorizon_month: 6\nvariants:\n  prompt-fewshot: {labels: -1}\n"
    next(field for field in app.file_uploader if field.label.startswith("Cost plan")).upload(
        "mine.yaml", plan, "application/yaml"
    ).run()
    shown = html(app)
    assert "What was entered is kept." in shown
    assert (
        "mine.yaml:2: <code>horizon_month</code> is not a key here. Did you mean <code>horizon_months</code>?" in shown
    )
    assert "mine.yaml:4:" in shown
    assert visit(app).costs == {("horizon_months",): "24"}


def test_an_uploaded_plan_takes_the_place_of_what_was_entered(app: AppTest) -> None:
    open_page(app, costs={("horizon_months",): "24"})
    next(field for field in app.file_uploader if field.label.startswith("Cost plan")).upload(
        "mine.yaml", PLAN.read_bytes(), "application/yaml"
    ).run()
    assert not app.exception
    assert visit(app).costs == entries_of(load_cost_plan(PLAN))


def test_a_broken_price_file_is_said_and_the_price_book_stays(app: AppTest) -> None:
    open_page(app)
    next(field for field in app.file_uploader if field.label.startswith("Price file")).upload(
        "mine.yaml", b"pricess: []\n", "application/yaml"
    ).run()
    assert "The price file is not used until it is mended:" in html(app)
    found = visit(app).priced
    assert found is not None
    assert found.book == load_price_book()


def test_entries_of_a_variant_that_is_not_there_are_kept_and_said(app: AppTest) -> None:
    costs = {("variants", "gone", "labels"): "200"}
    open_page(app, costs=costs)
    assert "Entries for <code>gone</code> are kept but not used" in html(app)
    assert visit(app).costs == costs


def test_the_target_is_worked_out_from_money_and_can_be_used(app: AppTest) -> None:
    open_page(app)
    app.session_state["cost_target_fold"] = True
    app.run()
    for label, amount in (("A success is worth, USD", 1.0), ("A failure costs, USD", 3.0)):
        next(field for field in app.number_input if field.label == label).set_value(amount)
    next(field for field in app.number_input if field.label == "The system costs each time, USD").set_value(0.2).run()
    assert "From 80 % right on it brings more than doing nothing, at $0.2 each." in html(app)
    press(app, "Use it as the target")
    assert visit(app).target == pytest.approx(0.8, abs=0.001)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("80", 80.0),
        ("20,000", 20_000.0),
        ("1,500,000", 1_500_000.0),
        ("1.5M", 1_500_000.0),
        ("$60 to 80 to 120", [60.0, 80.0, 120.0]),
        ("[60, 80, 120]", [60.0, 80.0, 120.0]),
        ("60-80-120", [60.0, 80.0, 120.0]),
        ("5 %", 0.05),
        ("1e-6", 1e-6),
    ],
)
def test_amounts_are_read_as_people_type_them(typed: str, amount: float | list[float]) -> None:
    assert amount == amount_in(typed)
    assert amount == amount_in(amount_text(amount))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("100,200,300", "`100,200,300` can be read as one number or as three; write spaces between three numbers."),
        ("1 2", "`1 2` holds 2 numbers; write one number, such as 80, or three from low to high: 60 80 120."),
        ("3 2 1", "`3 2 1` is not in order; write one number, such as 80, or three from low to high: 60 80 120."),
        ("0,5", "`0,5` is no number; write one number, such as 80, or three from low to high: 60 80 120."),
        (
            "9e99",
            "`9e99` is more than can be meant; write one number, such as 80, or three from low to high: 60 80 120.",
        ),
    ],
)
def test_other_amounts_say_what_to_write(typed: str, says: str) -> None:
    with pytest.raises(ValueError, match=r".") as found:
        amount_in(typed)
    assert says == str(found.value)


@pytest.mark.parametrize(
    ("place", "typed", "says"),
    [
        (("latency_limit_s",), "1 2 3", "`1 2 3` is a range; `latency_limit_s` takes one number alone."),
        (
            ("variants", "a", "base_model_ends"),
            "soon",
            "`soon` is not a day; write `base_model_ends` as year, month and day, such as 2027-01-14.",
        ),
        (
            ("variants", "a", "retry_rate"),
            "7",
            "`7` is more than all of it; write a share from 0 to 1, such as 0.05 or 5 %.",
        ),
        (("prices", "no-such-price"), "7", "There is no price `no-such-price` in the price book."),
    ],
)
def test_an_entry_that_makes_no_sense_says_what_to_write(place: tuple[str, ...], typed: str, says: str) -> None:
    assert says == mistake_in(place, typed, load_price_book())


def test_a_plan_is_the_same_after_it_was_typed_again() -> None:
    plan = load_cost_plan(PLAN)
    entries = entries_of(plan)
    assert read_entries(entries, (), load_price_book(), volume=20_000).plan == plan.model_copy(update={"variants": {}})
    there = tuple(plan.variants)
    assert read_entries(entries, there, load_price_book(), volume=20_000).plan == plan


def test_one_bad_entry_spoils_no_other() -> None:
    entries = {("horizon_months",): "6", ("hourly_rate_usd",): "many", ("nonsense",): "1"}
    found = read_entries(entries, (), load_price_book())
    assert found.plan == read_cost_plan({"horizon_months": 6})
    assert set(found.mistakes) == {("hourly_rate_usd",), ("nonsense",)}


def test_costs_are_offered_as_json_as_they_stand(app: AppTest) -> None:
    open_page(app)
    found = visit(app).priced
    assert found is not None
    assert found.costs is not None
    assert json.loads(found.costs.model_dump_json())["horizon_months"] == 12
    assert {"Workbook with formulas (xlsx)", "Plan (YAML)", "Costs (JSON)", "The chart's numbers (CSV)"} <= {
        each.label for each in app.get("download_button")
    }
