"""Still pictures: the same bytes for the same figure, or one line that says what to install."""

from __future__ import annotations

import builtins
from typing import Any

import pytest
from report.cost_builders import costs, priced
from report.figure_builders import evidence, with_costs

from advisor.errors import AdvisorError
from advisor.report.figure import quality_cost_figure
from advisor.report.figure_picture import picture

FIGURE = quality_cost_figure(with_costs(evidence(), costs(priced("prompt a"), priced("rag b", 0.002, 4000, "rag"))))


def test_the_same_figure_gives_the_same_svg() -> None:
    pytest.importorskip("kaleido")
    try:
        first = picture(FIGURE, "svg", 900, 500)
    except AdvisorError as error:
        pytest.skip(str(error))
    assert first.startswith(b"<svg")
    assert b'width="900"' in first
    assert b"prompt a" in first
    assert first == picture(FIGURE, "svg", 900, 500)


def test_a_png_has_two_dots_a_pixel() -> None:
    pytest.importorskip("kaleido")
    try:
        drawn = picture(FIGURE, "png", 600, 400)
    except AdvisorError as error:
        pytest.skip(str(error))
    assert drawn[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(drawn[16:20], "big"), int.from_bytes(drawn[20:24], "big")) == (1200, 800)


def test_without_a_browser_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("kaleido")
    monkeypatch.setenv("BROWSER_PATH", "/nowhere/chromium")
    with pytest.raises(AdvisorError) as raised:
        picture(FIGURE)
    assert str(raised.value) == (
        "picture: no `chromium` was found; install Chromium or Chrome, or set the environment variable `BROWSER_PATH` "
        "to one, until then use the data table."
    )


def test_without_kaleido_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    true_import = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name.startswith("kaleido"):
            raise ImportError(name)
        return true_import(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(AdvisorError) as raised:
        picture(FIGURE)
    assert str(raised.value) == (
        "picture: `kaleido` is not installed; write `pip install 'llm-approach-advisor[report]'` to have pictures of "
        "figures, until then use the data table."
    )
