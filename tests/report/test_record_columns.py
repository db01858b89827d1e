"""The advisor beside plainer advisers, in words: where one is as good or better, and how close the closest comes."""

from __future__ import annotations

from track_records import baseline, compared_score, open_score, rate, record

from advisor.report.record_columns import COLUMNS, advisers, how_others_did, how_we_stand, is_best
from advisor.schema.backtest import Backtest

OURS = compared_score(rate(80, 100, 0.71, 0.87), 0.41), open_score(rate(70, 100, 0.6, 0.78), 0.60)


def beside(*plainer: tuple[str, int, float, int, float]) -> Backtest:
    """A track record with these others: title, right of 100 and surprise, compared and open."""
    return record(
        *OURS,
        [
            baseline(
                title,
                compared_score(rate(compared, 100, compared / 100 - 0.08, compared / 100 + 0.08), surprise),
                open_score(rate(open_, 100, open_ / 100 - 0.08, open_ / 100 + 0.08), surprise_open),
            )
            for title, compared, surprise, open_, surprise_open in plainer
        ],
    )


def test_where_nobody_is_as_good_it_says_so_and_how_close_the_closest_comes() -> None:
    found = beside(("A", 75, 0.50, 40, 1.0), ("B", 55, 0.70, 50, 0.9))
    assert how_we_stand(found) == (
        "None of the plainer advisers is as good in any of the four columns.",
        "In the share right among those compared the closest is “A” with 75 %; its interval (67 to 83 %) overlaps ours "
        "(71 to 87 %), so with 100 cases that lead may be chance.",
        "In the share right of all four the closest is “B” with 50 %; its interval (42 to 58 %) lies below ours "
        "(60 to 78 %).",
    )


def test_what_is_as_good_or_better_is_said_plainly() -> None:
    found = beside(("A", 80, 0.35, 40, 1.0), ("B", 55, 0.70, 73, 0.9))
    assert how_we_stand(found) == (
        "“A” is better in surprise among those compared (0.35 against our 0.41), and as good in the share right among "
        "those compared (80 %).",
        "“B” is better in the share right of all four (73 % against our 70 %).",
        "The intervals of these shares overlap ours, so with 100 cases that may be chance.",
    )


def test_all_in_which_another_is_better_stands_in_one_sentence_with_what_chance_hardly_explains() -> None:
    found = beside(("A", 99, 0.35, 73, 0.5))
    assert how_we_stand(found) == (
        "“A” is better in the share right among those compared (99 % against our 80 %), surprise among those compared "
        "(0.35 against our 0.41), the share right of all four (73 % against our 70 %) and surprise over all four (0.50 "
        "against our 0.60).",
        "The interval lies above ours for “A” in the share right among those compared, so that this lead is hardly "
        "chance.",
    )


def test_without_others_nothing_is_said() -> None:
    assert how_we_stand(record(*OURS)) == ()
    assert how_others_did(record(*OURS)) == ""


def test_the_others_in_short_from_the_worst_to_the_best() -> None:
    found = beside(("A", 75, 0.5, 40, 1.0), ("B", 55, 0.7, 50, 0.9), ("C", 60, 0.7, 50, 0.9))
    assert how_others_did(found) == "Plainer advisers on the same cases: from 55 % (“B”) to 75 % (“A”)."


def test_the_best_of_a_column_is_whoever_reads_best_in_it() -> None:
    found = beside(("A", 80, 0.3501, 40, 1.0), ("B", 55, 0.3499, 73, 0.9))
    marked = [[each.title for each in advisers(found) if is_best(column, each, found)] for column in COLUMNS]
    assert marked == [["This advisor", "A"], ["A", "B"], ["B"], ["This advisor"]]


def test_a_figure_reads_with_as_many_digits_as_it_can_bear() -> None:
    ours = advisers(beside())[0]
    assert [column.text(ours) for column in COLUMNS] == ["80 %", "0.41", "70 %", "0.60"]
