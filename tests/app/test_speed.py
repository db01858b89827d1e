"""What keeps a click fast, in what can be counted: times are measured by benchmarks/app/run.py."""

from __future__ import annotations

import re

from places import ROOT

from advisor.language import Language, _, follow
from advisor.ui.parts.guard import guarded
from advisor.ui.parts.spoken import spoken


def test_no_style_goes_by_a_part_of_a_class_attribute() -> None:
    """Streamlit changes classes at each run, and the browser would style the whole page anew each time."""
    css = (ROOT / "advisor/ui/style.css").read_text(encoding="utf-8")
    assert re.findall(r"\[class[*^$~|]?=[^]]*\]", css) == []


def test_a_page_asks_for_its_language_once() -> None:
    asked: list[Language] = []

    def ask() -> Language:
        asked.append("ja")
        return "ja"

    said: list[str] = []
    follow(ask)
    try:
        guarded(lambda: said.extend([_("Recommendation"), _("Sources")]))()
    finally:
        follow(spoken)
    assert said == ["推奨", "出典"]
    assert asked == ["ja"]
