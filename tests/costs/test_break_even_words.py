"""A break-even in one sentence."""

from __future__ import annotations

from typing import Any

import pytest

from advisor.costs.break_even_words import break_even_sentence, round_number
from advisor.costs.crossings import Crossing


def sentence(verdict: Any, volume: float | None = None, *, spans: Any = (), share: float = 1.0, **more: Any) -> str:
    low, high = more.pop("ends", (None, None))
    found = Crossing(verdict, volume, low, high, share, spans)
    given: dict[str, Any] = {"near": 10_000.0, "months": 12, "p_b_cheaper": 0.25, "with_failures": False, **more}
    return break_even_sentence("prompt", "tuned", found, **given)


def test_a_break_even_has_its_range_and_how_sure_it_is_at_the_volume() -> None:
    assert sentence("cheaper above", 431_111.1, ends=(310_400.0, 902_000.0)) == (
        "`tuned` costs less than `prompt` from 431,000 a month on (range 310,000 to 902,000), over 12 months. At"
        " your 10,000 a month it is cheaper in 25 % of the simulation runs."
    )


@pytest.mark.parametrize(
    ("verdict", "volume", "spans", "said"),
    [
        ("cheaper below", 388.4, (), "`tuned` costs less than `prompt` below 388 a month, over 12 months."),
        ("always cheaper", None, (), "`tuned` costs less than `prompt` at every volume over 12 months."),
        ("never cheaper", None, (), "`tuned` costs no less than `prompt` at any volume over 12 months."),
        (
            "cheaper between",
            663_636.0,
            ((663_636.4, 1_314_000.0), (1_327_272.7, None)),
            "`tuned` costs less than `prompt` from 664,000 to 1,310,000 and from 1,330,000 on a month, over 12 months.",
        ),
        (
            "cheaper between",
            1.0,
            ((1.0, 2.0), (3.0, 4.0), (5.0, 6.0), (7.0, 8.0), (9.0, None)),
            "`tuned` costs less than `prompt` from 1 to 2 and from 3 to 4 and from 5 to 6 and in 2 more spans a month,"
            " over 12 months.",
        ),
    ],
)
def test_each_verdict_has_its_sentence(verdict: str, volume: float | None, spans: Any, said: str) -> None:
    assert sentence(verdict, volume, spans=spans, share=0.0, near=None) == said


def test_a_verdict_of_the_likely_values_tells_of_draws_that_say_another_thing() -> None:
    said = sentence("never cheaper", share=0.3, near=None, ends=(1000.0, 2000.0))
    assert said == (
        "`tuned` costs no less than `prompt` at any volume over 12 months; in 30 % of the simulation runs there is a"
        " break-even (range 1,000 to 2,000)."
    )


def test_failures_that_are_counted_are_said() -> None:
    said = sentence("always cheaper", near=None, with_failures=True, share=0.0)
    assert said == "`tuned` costs less than `prompt` at every volume over 12 months, failures counted."


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, "0 %"), (0.004, "less than 1 %"), (0.5, "50 %"), (0.996, "more than 99 %"), (1.0, "100 %")],
)
def test_nearly_none_is_not_called_none_and_nearly_all_not_all(share: float, said: str) -> None:
    assert sentence("always cheaper", share=0.0, p_b_cheaper=share).endswith(
        f"it is cheaper in {said} of the simulation runs."
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [(None, "no volume"), (0, "0"), (0.04, "0.04"), (999.4, "999"), (12_345, "12,300"), (999_999, "1,000,000")],
)
def test_a_volume_is_told_with_three_figures(value: float | None, said: str) -> None:
    assert round_number(value) == said
