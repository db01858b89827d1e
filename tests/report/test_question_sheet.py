"""The question sheet: every question and option once, nothing from outside, what was entered as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from workshop.japanese import english_in

from advisor.files.answer_sheets import csv_template, read_answer_sheets
from advisor.files.rulebook import RuleBook
from advisor.report.question_sheet import question_sheet
from advisor.schema.answers import Job
from advisor.schema.workshop import Brief


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return RuleBook.load()


def _brief(book: RuleBook, **changes: object) -> Brief:
    given = {"title": "Our assistant", "questions": tuple(question.id for question in book.questions)}
    return Brief.model_validate({**given, **changes})


class _Texts(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_all_25_questions_stand_there_with_a_box_for_every_option_and_for_don_t_know(book: RuleBook) -> None:
    page = question_sheet(_brief(book), book, "K7QF-3MPX")
    options = sum(len(question.options) for question in book.questions)
    assert page.count("<section>") == 25
    assert page.count("<li>") == options + 25
    assert page.count('class="box"') == options + 25 + 4  # and one for each role
    assert page.count(">Don’t know<") == 25


def test_only_the_questions_of_the_workshop_are_asked(book: RuleBook) -> None:
    page = question_sheet(_brief(book, questions=("scope", "volume")), book, "K7QF-3MPX")
    assert re.findall(r"<h2>(.*?) <span class=\"small\">(.*?)</span>", page) == [
        ("1. How narrow is the job?", "scope · usually known to product"),
        ("2. How many requests a month will it serve?", "volume · usually known to product"),
    ]


def test_a_label_that_begins_what_the_option_says_is_not_said_twice(book: RuleBook) -> None:
    page = question_sheet(_brief(book, questions=("task", "failure")), book, "")
    assert "<b>Answers</b> to questions about some body of knowledge." in page
    assert "<b>Labels or fields.</b> A label, a score or fields extracted from the input." in page
    assert "<b>Form.</b> Format, syntax, style or house rules are not followed." in page


def test_a_name_is_asked_for_only_where_people_are_named(book: RuleBook) -> None:
    named = _Texts(question_sheet(_brief(book, named=True), book, "")).text
    anonymous = _Texts(question_sheet(_brief(book, named=False), book, "")).text
    assert ("Do not write your name on this sheet." in named, "NameWhat you know best" in named) == (False, True)
    assert ("Do not write your name on this sheet." in anonymous, "NameWhat you know best" in anonymous) == (
        True,
        False,
    )


def test_the_code_stands_on_top_where_there_is_one(book: RuleBook) -> None:
    assert "Workshop K7QF-3MPX" in _Texts(question_sheet(_brief(book), book, "K7QF-3MPX")).text
    assert "Workshop" not in _Texts(question_sheet(_brief(book), book, "")).text


def test_what_was_entered_is_text(book: RuleBook) -> None:
    typed = "</style><script>alert(1)</script><img src=x onerror=alert(1)> & **bold**"
    brief = _brief(book, title=typed, context=f"one\n{typed}", job=Job(given=typed, produces=typed))
    page = _Texts(question_sheet(brief, book, typed))
    assert page.text.count(typed) == 5 + 1  # title twice, context, the job's two halves, the code
    assert set(page.tags) & {"script", "img"} == set()


def test_the_page_needs_no_script_and_nothing_from_elsewhere(book: RuleBook) -> None:
    text = question_sheet(_brief(book), book, "K7QF-3MPX")
    page = _Texts(text)
    assert set(page.tags) == {
        *("html", "head", "meta", "title", "style", "body", "header", "h1", "h2", "b", "p", "div", "span"),
        *("section", "ul", "li"),
    }
    assert page.names == {"charset", "class", "content", "lang", "name"}
    assert ("url(" in text, "@import" in text) == (False, False)


def test_what_the_sheet_shows_before_an_option_is_what_the_table_takes(book: RuleBook) -> None:
    brief = _brief(book)
    columns = csv_template(brief).lstrip("\ufeff").strip().split(",")
    for question in book.questions:
        for number in (str(place) for place in range(1, len(question.options) + 1)):
            row = ",".join({"name": "Ana", question.id: number}.get(column, "") for column in columns)
            read = read_answer_sheets(f"{','.join(columns)}\n{row}\n".encode(), brief, book)
            assert read.people[0].answers == {question.id: question.options[int(number) - 1].id}


def test_a_japanese_sheet_is_japanese_and_its_numbers_and_roles_are_what_the_table_takes() -> None:
    book = RuleBook.load(lang="ja")
    brief = _brief(book, questions=("scope", "volume"), named=True)
    page = question_sheet(brief, book, "K7QF-3MPX")
    assert page.startswith('<!doctype html>\n<html lang="ja">')
    assert english_in(page, "Our assistant") == []
    assert "法務 (legal)" in page
    row = f"{csv_template(brief)}花子,legal,2,,わからない,"
    [person] = read_answer_sheets(row.encode(), brief, book).people
    second = book.questions[0].options[1].id
    assert (person.roles, person.answers) == (("legal",), {"scope": second, "volume": "unknown"})
