"""What the advisor is bad at, in words that come from the figures alone."""

from __future__ import annotations

from track_records import NOTHING, compared_score, group, judged_case, open_score, rate, record

from advisor.files.rulebook import RuleBook
from advisor.report.weak_spots import Spot, weak_spots
from advisor.schema.backtest import Backtest, ByApproach, Confusion, LaterYears
from advisor.schema.words import APPROACHES

BOOK = RuleBook.load()
COMPARED, OPEN = compared_score(rate(80, 100, 0.71, 0.87), 0.41), open_score(rate(70, 100, 0.6, 0.78), 0.60)
GOOD = group(rate(45, 50, 0.79, 0.96), rate(40, 50, 0.67, 0.89))
BAD = group(rate(10, 20, 0.3, 0.7), rate(12, 20, 0.39, 0.78))
TINY = group(rate(0, 4, 0.0, 0.49), rate(0, 4, 0.0, 0.49))


def said(found: Backtest) -> dict[str, str]:
    return dict(weak_spots(found, BOOK))


def test_the_weakest_group_is_named_with_its_intervals_and_what_chance_hardly_explains() -> None:
    found = record(COMPARED, OPEN, by_task={"answer": GOOD, "code": BAD})
    assert said(found)["Task"] == (
        "Weakest on “Code or queries”: right in 10 of 20 cases among those compared (50 %, 95 % interval 30 to 70 %), "
        "an interval wholly below the overall 80 %. Of all four: acceptable in 12 of 20 cases (60 %, 95 % interval "
        "39 to 78 %)."
    )


def test_a_weakest_group_of_its_own_among_all_four_is_named_too() -> None:
    other = group(rate(18, 20, 0.7, 0.97), rate(5, 20, 0.11, 0.47))
    found = record(COMPARED, OPEN, by_task={"answer": GOOD, "code": BAD, "write": other})
    assert said(found)["Task"].endswith(
        "Of all four, weakest on “Prose”: acceptable in 5 of 20 cases (25 %, 95 % interval 11 to 47 %), an interval "
        "wholly below the overall 70 %."
    )


def test_a_group_of_fewer_than_five_cases_is_counted_and_not_judged() -> None:
    found = record(COMPARED, OPEN, by_task={"answer": GOOD, "code": BAD, "act": TINY})
    assert "Code or queries" in said(found)["Task"]
    assert said(found)["Too few to say"] == "Groups of fewer than 5 cases, of which nothing is said here: Actions (4)."


def test_a_single_group_has_nothing_to_be_weaker_than() -> None:
    assert weak_spots(record(COMPARED, OPEN, by_task={"code": BAD}), BOOK) == ()


def test_the_respect_with_the_weakest_group_comes_first() -> None:
    by_approach = {
        "prompting": ByApproach(best=GOOD, recommended=rate(30, 40), ranked_first=None),
        "rag": ByApproach(
            best=group(rate(1, 10, 0.0, 0.4), rate(1, 10, 0.0, 0.4)), recommended=None, ranked_first=None
        ),
    }
    found = record(COMPARED, OPEN, by_task={"answer": GOOD, "code": BAD}, by_approach=by_approach)
    assert [each.about for each in weak_spots(found, BOOK)] == ["What turned out best", "Task"]
    assert said(found)["What turned out best"].startswith("Weakest where RAG turned out best: right in 1 of 10 cases")


def test_the_advice_that_is_wrong_most_often_is_named() -> None:
    by_approach = {
        "prompting": ByApproach(best=None, recommended=rate(30, 40, 0.6, 0.86), ranked_first=None),
        "rag+fine-tuning": ByApproach(best=None, recommended=rate(6, 20, 0.14, 0.52), ranked_first=None),
        "rag": ByApproach(best=None, recommended=rate(0, 4), ranked_first=None),
    }
    assert weak_spots(record(COMPARED, OPEN, by_approach=by_approach), BOOK) == (
        Spot(
            "Least reliable advice",
            "When it recommends RAG + fine-tuning, that was acceptable in 6 of 20 cases (30 %, 95 % interval 14 to "
            "52 %), an interval wholly below the overall 70 %.",
        ),
    )


def test_what_is_recommended_more_often_than_it_turns_out_best_is_named_with_what_is_neglected() -> None:
    none = dict.fromkeys(APPROACHES, 0)
    counts = {
        "prompting": {**none, "prompting": 5, "fine-tuning": 4},
        "rag": {**none, "rag": 3, "fine-tuning": 2},
        "fine-tuning": {**none, "fine-tuning": 10, "rag": 1},
        "rag+fine-tuning": none,
    }
    found = record(COMPARED, OPEN).model_copy(update={"confusion": Confusion(open=counts, compared=NOTHING), "n": 25})
    assert weak_spots(found, BOOK) == (
        Spot(
            "Leaning",
            "It recommends fine-tuning more often than that turns out best, in 16 of 25 cases against 11, and "
            "prompting less often, in 5 against 9.",
        ),
    )


def test_later_years_are_set_beside_the_whole() -> None:
    def found(right: int, low: float, high: float) -> str:
        score = compared_score(rate(right, 40, low, high), 0.5)
        later = LaterYears(
            fitted_up_to=2024, fitted_cases=60, fitted_sources=50, n=40, sources=40, compared=score, open=OPEN
        )
        return said(record(COMPARED, OPEN, later_years=[later]))["Later years"]

    assert found(28, 0.55, 0.82) == (
        "Having learned only from cases up to 2024, it was right in 28 of 40 cases among those compared that came "
        "later (70 %, 95 % interval 55 to 82 %), 10 points below the overall 80 %. The rules had these in view."
    )
    assert found(20, 0.35, 0.65).endswith(
        "30 points below the overall 80 %, by more than the interval. The rules had these in view."
    )
    assert found(32, 0.65, 0.9).endswith("no worse than the overall 80 %. The rules had these in view.")


def test_the_usual_and_the_surest_mistake_are_told_from_the_cases() -> None:
    cases = [
        judged_case("a", "fine-tuning", 0.9, "prompting", right_compared=False, right_open=False),
        judged_case("b", "fine-tuning", 0.5, "prompting", right_compared=False, right_open=False),
        judged_case("c", "rag", 0.95, "prompting", right_compared=False, right_open=True),
        judged_case("d", "rag", 0.99, "rag", right_compared=True, right_open=True),
    ]
    assert weak_spots(record(COMPARED, OPEN, cases=cases), BOOK) == (
        Spot(
            "Most frequent mistake",
            "Fine-tuning ranked first where prompting was best: 2 of its 3 mistakes among those compared.",
        ),
        Spot("Surest mistake", "Title of a (Somebody, 2024): 90 % for fine-tuning; acceptable was prompting."),
    )
