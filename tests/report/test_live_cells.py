"""A formula and its value, written once."""

from __future__ import annotations

import math

import pytest

from advisor.report.live_cells import Live, add_up, choose, constant, exponential, least, most, round_up

A, B, C = Live("A1", 6.0), Live("B1", 3.0), Live("C1", 0.5)
EMPTY, TEXT = Live("D1", ""), Live("E1", "not known")


@pytest.mark.parametrize(
    ("cell", "text", "value"),
    [
        (A + B * C, "A1+B1*C1", 7.5),
        ((A + B) * C, "(A1+B1)*C1", 4.5),
        (A - (B - C), "A1-(B1-C1)", 3.5),
        (A / (B / C), "A1/(B1/C1)", 1.0),
        (A / B / C, "A1/B1/C1", 4.0),
        (A * (B / C), "A1*B1/C1", 36.0),
        ((A - B) ** (B / 3), "(A1-B1)^(B1/3)", 3.0),
        (1 - C, "1-C1", 0.5),
        (1 + A, "1+A1", 7.0),
        (A * 0 + B, "B1", 3.0),
        (0 + A, "A1", 6.0),
        (A * 1, "A1", 6.0),
        (constant(2) * 3, "6", 6.0),
        (least(A, B), "MIN(A1,B1)", 3.0),
        (most(0, B - A), "MAX(0,B1-A1)", 0.0),
        (exponential(constant(0) - B), "EXP(0-B1)", math.exp(-3)),
        (round_up(A / 4), "ROUNDUP(A1/4,0)", 2.0),
        (round_up(constant(0) - C), "ROUNDUP(0-C1,0)", -1.0),
        (constant(1e-9) + A, "1E-09+A1", 6.000000001),
        (EMPTY + A, "D1+A1", 6.0),
        (add_up("A1:D1", [A, B]), "SUM(A1:D1)", 9.0),
        (choose(A > B, A, "none"), 'IF(A1>B1,A1,"none")', 6.0),
        (choose(A < B, A, "none"), 'IF(A1<B1,A1,"none")', "none"),
        (choose(A.equals(6), 1, 2), "IF(A1=6,1,2)", 1.0),
        (EMPTY.is_number, "ISNUMBER(D1)", False),
        (TEXT.is_number, "ISNUMBER(E1)", False),
        (A.is_number, "ISNUMBER(A1)", True),
    ],
)
def test_the_formula_says_what_the_value_is(cell: Live, text: str, value: float | str) -> None:
    assert (cell.text, cell.value) == (text, value)


def test_what_cannot_be_divided_or_is_a_text_is_no_number() -> None:
    assert all(math.isnan(float(cell.value)) for cell in (A / (B - 3), TEXT + A))
