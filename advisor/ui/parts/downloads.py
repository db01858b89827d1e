"""The recommendation and the answers as files; each is made when it is asked for."""

from __future__ import annotations

import streamlit as st
import yaml

from advisor.api import Recommendation
from advisor.language import _
from advisor.report.faces import as_markdown
from advisor.report.prospects import Prospects
from advisor.ui.parts.visit import this_visit


def offer_downloads(recommendation: Recommendation, prospects: Prospects) -> None:
    """Markdown, JSON and the answers as YAML."""
    entered = this_visit().entered
    with st.container(horizontal=True, key="downloads", gap="small"):
        st.download_button(
            _("Report (Markdown)"),
            lambda: as_markdown(recommendation, recommendation.precedents, recommendation.book, prospects),
            "recommendation.md",
            "text/markdown",
            key="as_markdown",
            on_click="ignore",
        )
        st.download_button(
            _("Report (JSON)"),
            recommendation.to_json,
            "recommendation.json",
            "application/json",
            key="as_json",
            on_click="ignore",
        )
        st.download_button(
            _("Answers (YAML)"),
            lambda: as_yaml(entered.model_dump(mode="json", exclude_defaults=True)),
            "answers.yaml",
            "application/yaml",
            key="as_yaml",
            on_click="ignore",
        )


def as_yaml(answers: dict[str, object]) -> str:
    """Answers as the command line reads them."""
    return yaml.safe_dump(answers, allow_unicode=True, sort_keys=False)
