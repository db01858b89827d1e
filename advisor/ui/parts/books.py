"""The rule book and the case book, read once and shared by all visitors."""

from __future__ import annotations

import os

import streamlit as st

from advisor.files.casebook import load_cases
from advisor.files.rulebook import RuleBook
from advisor.schema.cases import CaseBook
from advisor.ui.options import HOUSE_RULES


@st.cache_resource(show_spinner=False)
def rule_book() -> RuleBook:
    """The rule book that comes with the package, with the house rules on top that the app was started with."""
    folders = [folder for folder in os.environ.get(HOUSE_RULES, "").split(os.pathsep) if folder]
    return RuleBook.load(folders[0], house=folders[1:]) if folders else RuleBook.load()


@st.cache_resource(show_spinner=False)
def case_book() -> CaseBook:
    """The published cases that come with the package."""
    return load_cases()
