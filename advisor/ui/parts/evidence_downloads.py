"""What the results show as files; each is made when it is asked for."""

from __future__ import annotations

import streamlit as st

from advisor.api import Comparison
from advisor.language import _


def offer_evidence(comparison: Comparison) -> None:
    """Markdown, JSON and the figures as CSV."""
    faces = (
        (_("Evidence (Markdown)"), comparison.to_markdown, "evidence.md", "text/markdown"),
        (_("Evidence (JSON)"), comparison.to_json, "evidence.json", "application/json"),
        (_("Figures (CSV)"), comparison.to_csv, "evidence.csv", "text/csv"),
    )
    with st.container(horizontal=True, key="evidence_downloads", gap="small"):
        for name, face, file, kind in faces:
            st.download_button(name, face, file, kind, key=f"as_{file}", on_click="ignore")
