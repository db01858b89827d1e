"""Lines of a Japanese text in a terminal: none too wide, nothing lost, marks where Japanese has them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from advisor.report.wide_lines import columns, fill

SCRIPT = st.text(st.sampled_from("評価セットの作成、。「」（）：ーっRAG eval-set 12%"), max_size=200)


@given(text=SCRIPT)
def test_no_letter_is_lost_and_no_line_is_wider_than_it_may_be(text: str) -> None:
    lines = fill(text, 40, "- ", "  ").splitlines()
    assert "".join("".join(lines).split()) == "".join(f"-{text}".split())
    loose = [line for line in lines if columns(line) > 40]
    # only what may not be torn apart is wider: a word, or marks in a row
    assert all(" " not in line.strip("- ") for line in loose)


def test_no_line_begins_with_a_full_stop_or_ends_with_an_opening_bracket() -> None:
    text = "当面は「プロンプティング」を継続。" * 6
    for width in range(20, 44):
        lines = fill(text, width, "", "").splitlines()
        assert not any(line.startswith(("、", "。", "」", "ー", "ィ")) or line.endswith("「") for line in lines)
        assert max(columns(line) for line in lines) <= width


def test_words_of_other_scripts_stay_whole() -> None:
    assert fill("まずeval-setを作成します", 10, "", "") == "まず\neval-setを\n作成します"


def test_wide_letters_count_as_two_columns() -> None:
    assert columns("RAG評価") == 7
