"""The chart in a report: a picture where one can be drawn, else a line; the numbers either way."""

from __future__ import annotations

import re

import pytest
from report.figure_builders import evidence

from advisor.report import chart_page
from advisor.report.chart_page import chart_html


def test_without_a_browser_a_line_says_why_and_the_numbers_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_page, "picture", _no_browser)
    found = chart_html(evidence())
    assert "<p>No picture: no `chromium` was found; install it.</p>" in found
    assert "<img" not in found
    assert "<tr><th>mean</th>" in found


def test_the_picture_is_part_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chart_page, "picture", lambda figure, format: b"<svg/>")
    found = chart_html(evidence())
    assert 'src="data:image/svg+xml;base64,PHN2Zy8+"' in found
    assert re.search(r'alt="[^"]{40,}"', found)


def test_names_in_the_numbers_are_set_as_code(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"variant": "a", "break_even_says": "`a` costs less than `<b>`."}
    monkeypatch.setattr(chart_page, "figure_table", lambda _: [said])
    assert "<td><code>a</code> costs less than `&lt;b&gt;`.</td>" in chart_page.numbers_html(evidence())


def _no_browser(*given: object) -> bytes:
    from advisor.errors import AdvisorError

    raise AdvisorError("picture: no `chromium` was found; install it.")
