"""Answers typed from paper into a CSV file: what is read, from which spreadsheets, and every slip with its row."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.errors import WorkshopError
from advisor.files.answer_sheets import csv_template, read_answer_sheets
from advisor.files.rulebook import RuleBook
from advisor.schema.workshop import Brief
from advisor.schema.workshop_sheets import SheetAnswers, Sheets

BOOK = RuleBook.load()
NAMED = Brief(title="Ours", questions=("scope", "coverage", "volume"))
NAMELESS = Brief(title="Ours", questions=("scope", "coverage", "volume"), named=False)


def _read(text: str, brief: Brief = NAMED, encoding: str = "utf-8") -> Sheets:
    return read_answer_sheets(text.encode(encoding), brief, BOOK)


def _mistakes(text: str, brief: Brief = NAMED) -> tuple[str, ...]:
    with pytest.raises(WorkshopError) as raised:
        _read(text, brief)
    return raised.value.lines


ANA = SheetAnswers(
    name="Ana Müller",
    roles=("product", "domain"),
    answers={"scope": "narrow", "coverage": "unknown"},
    reasons={"scope": "One report, one form; that is all."},
)
ROWS = [
    ["name", "roles", "scope", "scope reason", "coverage", "coverage reason", "volume", "volume reason"],
    ["Ana Müller", "product; domain", "narrow", "One report, one form; that is all.", "?", "", "", ""],
]


def _written(delimiter: str, lines: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=lines).writerows(ROWS)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("lines", ["\r\n", "\n", "\r"])
def test_what_excel_and_libreoffice_save_is_read(delimiter: str, encoding: str, lines: str) -> None:
    assert _read(_written(delimiter, lines), encoding=encoding) == Sheets(people=(ANA,))


def test_the_line_by_which_excel_is_told_the_delimiter_is_no_row() -> None:
    assert _read("sep=;\r\n" + _written(";")) == Sheets(people=(ANA,))


@pytest.mark.parametrize("said", ["narrow", "NARROW", "One task", " one  TASK ", "3"])
def test_an_option_goes_by_its_id_its_label_or_its_number_in_any_case(said: str) -> None:
    assert _read(f"name,scope\nAna,{said}\n").people[0].answers == {"scope": "narrow"}


@pytest.mark.parametrize("said", ["?", "unknown", "Don't know", "DON’T KNOW"])
def test_don_t_know_is_an_answer_and_an_empty_cell_is_none(said: str) -> None:
    assert _read(f"name,scope,volume\nAna,{said},\n").people[0].answers == {"scope": "unknown"}


def test_empty_rows_are_passed_over_and_the_others_keep_their_numbers() -> None:
    text = "name,scope\n\nAna,narrow\n,,\nBo,open\nCy,wide\n"
    assert _mistakes(text) == (
        "row 6: `scope` is `wide`; write one of `open`, `several`, `narrow`, or `?` for don’t know.",
    )
    assert [each.name for each in _read(text.replace("wide", "open")).people] == ["Ana", "Bo", "Cy"]


def test_every_mistake_is_listed_at_once() -> None:
    text = (
        "name,roles,scope,scope reason,volume,,gap,budget,scopes\n"
        "Ana,sales,wide,,large,here,,,\n"
        ",product,,a reason,,,,,\n"
        "Bo,,1,,,,,,,lost\n"
        "bo,,1,,,,,,\n"
    )
    assert _mistakes(text) == (
        "row 1: `gap` is not asked in this workshop; take the column out.",
        "row 1: `budget` is no column. Write `name`, `roles`, or a question: `scope`, `coverage`, `volume`.",
        "row 1: `scopes` is no column. Did you mean `scope`?",
        "row 2: `here` stands in a column without a name; name it in row 1 or empty it.",
        "row 2: `scope` is `wide`; write one of `open`, `several`, `narrow`, or `?` for don’t know.",
        "row 2: `roles` has `sales`; write `product`, `domain`, `engineering`, `legal`, with ; between several.",
        "row 3: `name` is empty; write the name on the sheet.",
        "row 3: `scope reason` is filled in and `scope` is empty; write an option, or `?` for don’t know.",
        "row 4: `lost` stands to the right of the last column; move it or empty it.",
        "row 5: `name` is `bo`, as in row 4; add a letter to one of them.",
    )


def test_a_name_of_ten_thousand_characters_and_a_reason_too_long_are_refused_in_words() -> None:
    text = f"name,scope,scope reason\n{'a' * 10_000},1,\nBo,1,{'b' * 1001}\n"
    assert _mistakes(text) == (
        "row 2: `name` is 10,000 characters long; write 60 at most.",
        "row 3: `scope reason` is 1,001 characters long; write 1,000 at most.",
    )


def test_control_and_direction_characters_are_taken_out_of_names_and_reasons() -> None:
    read = _read('name,scope,scope reason\n"A\x07n\u202ea\n",1,"x\x1b[31my\u2066"\n').people[0]
    assert (read.name, read.reasons) == ("Ana", {"scope": "x[31my"})


def test_a_name_of_nothing_that_can_be_seen_is_an_empty_one() -> None:
    joiners, bells = "\u200d" * 5, "\x07" * 80
    assert _mistakes(f"name,scope\n{joiners},1\n{bells},1\n") == (
        "row 2: `name` is empty; write the name on the sheet.",
        "row 3: `name` is empty; write the name on the sheet.",
    )


def test_what_looks_like_a_formula_or_like_markup_stays_the_text_it_is() -> None:
    said = _read('name,scope,scope reason\n"=1+1",1,"=HYPERLINK(""http://x"") <b>b</b>"\n').people[0]
    assert (said.name, said.reasons) == ("=1+1", {"scope": '=HYPERLINK("http://x") <b>b</b>'})


def test_in_an_anonymous_workshop_names_are_not_read_and_that_is_said() -> None:
    read = _read("name,roles,scope\nAna,legal,1\nAna,,2\n", NAMELESS)
    assert read.notes == ("The column `name` was not read: nobody is named in this workshop.",)
    assert [(each.name, each.roles) for each in read.people] == [(None, ("legal",)), (None, ())]


def test_a_named_workshop_needs_the_column_of_names() -> None:
    assert _mistakes("scope\n1\n") == (
        "row 1: `name` is missing; add the column, for people are named in this workshop.",
    )


def test_people_without_an_answer_are_counted_and_said() -> None:
    assert _read("name,scope\nAna,\nBo,1\n").notes == (
        "Row 2 has no answer and will count as people who answered nothing.",
    )


def test_a_column_twice_and_none_of_the_questions_are_mistakes() -> None:
    assert _mistakes("name,Name,roles\nAna,Bo,legal\n") == (
        "row 1: `name` stands there twice; keep one.",
        "row 1: no question is named; write columns such as `scope`.",
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "The file is empty; begin with a row of column names: name, roles, and the questions."),
        (b"\n\nname,scope\n", "The file is empty; begin with a row of column names: name, roles, and the questions."),
        (b"name,scope\n\n,\n", "The file has no row of answers; write one row a person beneath the column names."),
        (b"name,scope\nAna M\xfcller,1\n", "The file is not UTF-8 text; save the sheet as “CSV UTF-8”."),
        (b"PK\x03\x04rest", "The file is an Excel or LibreOffice document; save the sheet as “CSV UTF-8”."),
        (b"name,scope\n" + b"a,1\n" * 501, "The file has 501 rows; 500 people can take part, so split it."),
        (b" " * 5_000_001, "The file is larger than 5 MB; one row a person is a few kilobytes."),
        (
            b'name,scope,scope reason\nAna,1,"never closed\nBo,2,\nCy,3,\n',
            "row 2: a quotation mark is opened and not closed before the file ends; close it or take it out.",
        ),
        (
            b"name,scope\n" + b"a" * 200_000 + b",1\n",
            "row 2: a cell has more than 131,072 characters; shorten it.",
        ),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(WorkshopError) as raised:
        read_answer_sheets(data, NAMED, BOOK)
    assert str(raised.value) == says


def test_five_hundred_people_are_read() -> None:
    rows = "".join(f"Person {i},{i % 3 + 1}\n" for i in range(500))
    assert len(_read("name,scope\n" + rows).people) == 500


def test_more_than_fifty_mistakes_are_counted() -> None:
    lines = _mistakes("name,scope\n" + "".join(f"Person {i},x\n" for i in range(60)))
    assert (len(lines), lines[-1]) == (51, "And 10 more; mend these first.")


@pytest.mark.parametrize("brief", [NAMED, NAMELESS])
def test_the_template_has_every_column_and_no_cell_that_a_spreadsheet_would_work_out(brief: Brief) -> None:
    whole = brief.model_copy(update={"questions": tuple(question.id for question in BOOK.questions)})
    text = csv_template(whole)
    (head,) = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert text.startswith("\ufeff")
    assert len(head) == 50 + (2 if brief.named else 1)
    assert [cell for cell in head if cell[0] in "=+-@\t\r"] == []


def test_the_template_with_one_row_typed_in_is_read() -> None:
    text = csv_template(NAMED) + "Ana,legal,1,because,?,,,\r\n"
    assert read_answer_sheets(text.encode(), NAMED, BOOK).people == (
        SheetAnswers(
            name="Ana",
            roles=("legal",),
            answers={"scope": "open", "coverage": "unknown"},
            reasons={"scope": "because"},
        ),
    )


@given(
    st.binary(max_size=300) | st.text(max_size=200).map(lambda text: f"name,scope\n{text}".encode("utf-8", "ignore"))
)
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    try:
        said = [each.name or "" for each in read_answer_sheets(data, NAMED, BOOK).people]
    except WorkshopError as error:
        said = list(error.lines)
    assert said != []
    assert [each for each in said if not each.strip() or not each.isprintable()] == []
