"""The rule book and the case book, read once and shared by all visitors."""

from __future__ import annotations

import streamlit as st

from advisor.files.casebook import load_cases
from advisor.files.rulebook import RuleBook
from advisor.schema.cases import CaseBook


@st.cache_resource(show_spinner=False)
def rule_book() -> RuleBook:
    """The rule book that comes with the package."""
    return RuleBook.load()


@st.cache_resource(show_spinner=False)
def case_book() -> CaseBook:
    """The published cases that come with the package."""
    return load_cases()
