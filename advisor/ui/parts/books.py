"""The rule book and the case book, read once and shared by all visitors."""

from __future__ import annotations

import os

import streamlit as st

from advisor.files.casebook import load_cases
from advisor.files.rulebook import RuleBook
from advisor.language import Language, language
from advisor.schema.cases import CaseBook
from advisor.ui.options import HOUSE_RULES


def rule_book() -> RuleBook:
    """The rule book that comes with the package, with the house rules on top that the app was started with, in the
    language spoken."""
    return book_in(language())


@st.cache_resource(show_spinner=False)
def book_in(lang: Language) -> RuleBook:
    """The same in this language."""
    folders = own_folders()
    return RuleBook.load(folders[0] if folders else None, house=folders[1:], lang=lang)


def own_folders() -> list[str]:
    """The folders of rules that the app was started with."""
    return [folder for folder in os.environ.get(HOUSE_RULES, "").split(os.pathsep) if folder]


def case_book() -> CaseBook:
    """The published cases that come with the package, with their titles in the language spoken."""
    return _cases_in(language())


@st.cache_resource(show_spinner=False)
def _cases_in(lang: Language) -> CaseBook:
    return load_cases(lang=lang)
