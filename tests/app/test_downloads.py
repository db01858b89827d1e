"""The files that the app gives are those that the command writes from the same answers, results and plan."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from command import advisor
from places import ROOT
from streamlit.testing.v1 import AppTest

from advisor.files.answers import load_answers
from advisor.files.cost_plan import load_cost_plan
from advisor.report import report_chart
from advisor.ui.parts.cost_entries import entries_of
from advisor.ui.parts.results import load
from advisor.ui.parts.visit import Visit

EXAMPLES = ROOT / "tests/data/examples"
RESULTS = "expense-routing.promptfoo.json"
ANSWERS = load_answers(EXAMPLES / "expense-routing.yaml").known


def offered(folder: Path, lang: str, patch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Name -> what a click on the button gives."""
    made: dict[str, Callable[[], str | bytes]] = {}
    patch.setattr(st, "download_button", lambda title, make, name, *_, **__: made.update({name: make}))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    plan = load_cost_plan(folder / "plan.yaml")
    app.session_state["visit"] = Visit(
        files=(load(RESULTS, (folder / RESULTS).read_bytes()),),
        target=0.85,
        costs=entries_of(plan),
        monthly_volume=20_000,
    )
    app.query_params = {**ANSWERS, "lang": lang}
    app.run()
    assert not app.exception
    given = {name: make() for name, make in made.items()}
    return {name: each.encode() if isinstance(each, str) else each for name, each in given.items()}


@pytest.mark.parametrize(
    ("lang", "formats"), [("en", {"report.md": "markdown", "report.json": "json"}), ("ja", {"report.html": "html"})]
)
def test_the_app_and_the_command_give_the_same_bytes(
    tmp_path: Path, lang: str, formats: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_chart, "picture", lambda *_: b"<svg/>")  # a browser draws it, in seconds
    shutil.copy(EXAMPLES / RESULTS, tmp_path / RESULTS)
    shutil.copy(EXAMPLES / "expense-routing.plan.yaml", tmp_path / "plan.yaml")
    files = offered(tmp_path, lang, monkeypatch)
    (tmp_path / "answers.yaml").write_bytes(files["answers.yaml"])
    given = ["answers.yaml", "--evals", RESULTS, "--plan", "plan.yaml", "--target", "0.85", "--lang", lang]
    for name, format in formats.items():
        kept = ["--keep", "decision.yaml", "--ics", "review-dates.ics", "-o", name]
        told = advisor("report", *given, "--format", format, *kept, cwd=tmp_path)
        assert told.returncode == 0, told.stderr
    same = {
        name: (tmp_path / name).read_bytes() == files[name] for name in (*formats, "decision.yaml", "review-dates.ics")
    }
    assert all(same.values()), same
