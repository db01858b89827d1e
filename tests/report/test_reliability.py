"""Whether percentages mean what they say: the sentences and the diagram."""

from __future__ import annotations

from track_records import rate

from advisor.report.reliability_figure import reliability_figure
from advisor.report.reliability_words import bin_line, how_to_read, reliability_in_words
from advisor.schema.backtest import Bin

LOW = Bin(low=0.33, high=0.51, mean=0.45, rate=rate(11, 22, 0.3, 0.7))
MIDDLE = Bin(low=0.64, high=0.79, mean=0.71, rate=rate(18, 22, 0.61, 0.93))
SURE = Bin(low=0.88, high=0.97, mean=0.93, rate=rate(15, 22, 0.47, 0.84))


def test_a_dot_is_told_as_how_many_of_how_many_were_right() -> None:
    assert bin_line(MIDDLE, "open") == (
        "Of the 22 recommendations given about 71 %, 18 were right (82 %, 95 % interval 61 to 93 %)."
    )
    assert bin_line(Bin(low=0.5, high=0.5, mean=0.5, rate=rate(1, 2)), "compared") == (
        "Of the 2 first choices among those compared given about 50 %, 1 was right (50 %, 95 % interval 0 to 100 %; "
        "rough, only 2 sources)."
    )


def test_reading_is_taught_with_the_group_nearest_to_seventy_per_cent() -> None:
    assert how_to_read([LOW, MIDDLE], "open") == (
        "Each dot is a group of recommendations given about the same percentage. Of the 22 recommendations given about "
        "71 %, 18 were right (82 %, 95 % interval 61 to 93 %).",
        "On the line a percentage means what it says. Below it the advisor was too sure, above it more cautious than "
        "needed. The bars are 95 % intervals.",
        "In all 2 groups the interval holds the percentage that was given. That is no proof: groups of this size would "
        "show only gross errors.",
    )


def test_a_group_that_was_too_sure_is_counted() -> None:
    assert how_to_read([LOW, MIDDLE, SURE], "open")[-1] == (
        "Beyond what chance explains it was too sure in 1 of the 3 groups."
    )


def test_without_a_case_there_is_nothing_to_read() -> None:
    assert how_to_read([], "open") == ("There is nothing to draw.",)


def test_the_text_for_those_who_cannot_see_it_holds_every_dot() -> None:
    text = reliability_in_words([LOW, MIDDLE, SURE], "compared")
    assert text.startswith("Percentage given against the share that was right, with a line where the two are equal.")
    assert all(bin_line(each, "compared") in text for each in (LOW, MIDDLE, SURE))


def test_the_diagram_has_the_line_the_dots_their_intervals_and_counts() -> None:
    figure = reliability_figure([LOW, SURE])
    line, dots = figure.data
    assert (tuple(line.x), tuple(line.y)) == ((0, 1), (0, 1))
    assert tuple(dots.x) == (0.45, 0.93)
    assert tuple(dots.y) == (LOW.rate.share, SURE.rate.share)
    assert tuple(dots.error_y.array) == (LOW.rate.high - LOW.rate.share, SURE.rate.high - SURE.rate.share)
    assert tuple(dots.error_y.arrayminus) == (LOW.rate.share - LOW.rate.low, SURE.rate.share - SURE.rate.low)
    assert [each.text for each in figure.layout.annotations] == ["more cautious than needed", "too sure", "22", "22"]
