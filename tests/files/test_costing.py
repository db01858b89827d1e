"""What costs are worked out from, as Python gives it: prices in any form, volumes of any kind of number."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from advisor import AdvisorError, compare, load_prices, recommend
from advisor.errors import PriceError
from advisor.files.costing import read_costing, with_settings

TODAY = datetime.date(2026, 11, 28)
GIVEN = {"models": {"our-llama": {"input": 0.2, "output": 0.6}}}


@pytest.mark.parametrize("form", ["mapping", "book", "path"])
def test_prices_may_be_a_mapping_a_book_or_a_file(form: str, tmp_path: Path) -> None:
    path = tmp_path / "prices.yaml"
    path.write_text("models: {our-llama: {input: 0.2, output: 0.6}}", encoding="utf-8")
    prices: Any = {"mapping": GIVEN, "book": load_prices(GIVEN), "path": path}[form]
    found = read_costing({}, prices, TODAY).find_prices("our-llama")
    assert found is not None
    assert (found.prices.input, found.prices.output) == (0.2, 0.6)


def test_prices_of_another_kind_are_refused() -> None:
    with pytest.raises(PriceError) as error:
        read_costing({}, 5, TODAY)  # type: ignore[arg-type]
    assert str(error.value) == (
        "`prices` is a `int`; give a price file, what one holds as a mapping, or what `load_prices` returned."
    )


def test_prices_without_a_plan_are_refused() -> None:
    says = "`prices` are for a cost plan; give a `plan` too, or leave them out."
    for asked in (lambda: recommend({}, prices=GIVEN), lambda: compare([], prices=GIVEN)):
        with pytest.raises(AdvisorError) as error:
            asked()
        assert str(error.value) == says


@pytest.mark.parametrize("volume", [5, 5.0, np.int64(5), np.float64(5), Decimal(5)])
def test_a_volume_may_be_any_kind_of_number(volume: Any) -> None:
    found = with_settings({}, volume, None).volume
    assert found is not None
    assert (found.low, found.likely, found.high) == (5, 5, 5)


@pytest.mark.parametrize("volume", [(1, 2, 3), [1, 2, 3], np.array([1, 2, 3])])
def test_a_volume_may_be_three_numbers(volume: Any) -> None:
    found = with_settings({}, volume, None).volume
    assert found is not None
    assert (found.low, found.likely, found.high) == (1, 2, 3)


@pytest.mark.parametrize(("volume", "shown"), [("12", "12"), (True, "True"), ([1, 2], "[1, 2]")])
def test_a_volume_that_is_no_number_is_told(volume: Any, shown: str) -> None:
    with pytest.raises(PriceError) as error:
        with_settings({}, volume, None)
    assert str(error.value) == f"plan: `volume` is `{shown}`: write one number, or three: [low, likely, high]."
