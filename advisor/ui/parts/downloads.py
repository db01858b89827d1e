"""The report, the decision to keep and the answers as files; each is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st
import yaml

from advisor.api import Recommendation
from advisor.faces.report import Report
from advisor.language import _
from advisor.schema.report import EvalFile
from advisor.ui.parts.books import own_folders
from advisor.ui.parts.visit import Visit, this_visit


def offer_downloads(recommendation: Recommendation) -> None:
    """A report to show or to keep, and what a machine reads."""
    visit = this_visit()
    entered = visit.entered

    def report() -> Report:
        return _report(recommendation, visit)

    whole: tuple[tuple[str, str, Callable[[], str | bytes], str], ...] = (
        (_("Report (HTML, to print)"), "report.html", lambda: report().to_html(), "text/html"),
        (_("Report (Markdown)"), "report.md", lambda: report().to_markdown(), "text/markdown"),
        (_("Report (JSON)"), "report.json", lambda: report().to_json(), "application/json"),
        (_("Review dates (calendar)"), "review-dates.ics", lambda: report().to_ics(), "text/calendar"),
        (_("Decision to check anew (YAML)"), "decision.yaml", lambda: report().to_yaml(), "application/yaml"),
        (
            _("Answers (YAML)"),
            "answers.yaml",
            lambda: as_yaml(entered.model_dump(mode="json", exclude_defaults=True)),
            "application/yaml",
        ),
    )
    with st.container(horizontal=True, key="downloads", gap="small"):
        for title, name, make, kind in whole:
            key = f"as_{name.replace('.', '_').replace('-', '_')}"
            st.download_button(title, make, name, kind, key=key, on_click="ignore")


def as_yaml(answers: dict[str, object]) -> str:
    """Answers as the command line reads them."""
    return yaml.safe_dump(answers, allow_unicode=True, sort_keys=False)


def _report(recommendation: Recommendation, visit: Visit) -> Report:
    return recommendation.report(
        evals=[EvalFile(name=each.name, sha256=each.digest) for each in visit.files],
        approaches={variant: place for variant, place in visit.places.items() if place is not None},
        columns={ours: theirs for each in visit.files for ours, theirs in each.columns},
        plan="plan.yaml" if visit.costs else None,
        prices_file="prices.yaml" if visit.price_file else None,
        rules=[Path(folder).resolve().name for folder in own_folders()],
    )
