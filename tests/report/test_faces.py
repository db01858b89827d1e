"""The faces of a report: the same content as text, Markdown and HTML, with everything that was entered escaped."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT

from advisor import recommend
from advisor.report import faces
from advisor.report.figure_numbers import plain
from advisor.report.outline import Part, Span, Table, bullets, line, paragraph
from advisor.ui.parts.markup import markdown_free

NASTY = "<b>*x*</b> | [a](http://evil) `tick` #h ~s~ $m$ _u_"


def test_every_part_with_content_stands_in_every_face_in_the_same_order() -> None:
    found = recommend({"format": "peculiar", "failure": "form", "knowledge": "corpus", "freshness": "live"})
    in_text = re.findall(r"^(?=[A-Z])([A-Z'+ -]+)$", found.to_text(), re.MULTILINE)
    in_markdown = [title.upper() for title in re.findall(r"^## (.*)$", found.to_markdown(), re.MULTILINE)]
    in_html = re.findall(r"<h3>(.*?)</h3>", found.to_html())
    assert in_text == in_markdown
    assert len(in_html) == len(in_text)
    assert in_text[0] == "RECOMMENDATION"
    assert in_text[-1] == "WHAT THIS RESTS ON"


def test_markdown_escapes_what_would_be_markup() -> None:
    part = Part("T", (paragraph(NASTY), Table(("h",), ((NASTY,),)), *bullets([line(Span("a`b``c", code=True))])))
    text = faces._markdown([part])
    assert r"\<b\>\*x\*\</b\> \| \[a\](http://evil) `tick` \#h \~s\~ \$m\$ \_u\_" in text
    assert "- ```a`b``c```" in text


@given(text=st.text(max_size=60))
def test_html_of_any_text_holds_no_tag_but_ours(text: str) -> None:
    page = faces._html([Part("T", (paragraph(text), *bullets([line(Span(text, url="https://example.org"))])))])
    tags = set(re.findall(r"</?([a-zA-Z0-9]+)", page))
    assert tags <= {"div", "h3", "p", "ul", "li", "a", "code"}


@given(text=st.text(st.characters(codec="utf-8"), max_size=60))
def test_plain_text_sends_no_control_character_to_a_terminal(text: str) -> None:
    shown = faces._text([Part("T", (paragraph(text), Table(("h",), ((text,),))))])
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)


@pytest.mark.parametrize("mark", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_no_mark_turns_the_words_around_a_name(mark: str) -> None:
    part = Part("T", (paragraph(f"`v{mark}1` is ", Span(f"v{mark}1", code=True)), Table(("h",), ((f"v{mark}1",),))))
    for shown in (faces._text([part]), faces.parts_as_markdown([part]), faces.parts_as_html([part])):
        assert shown.count("v\ufffd1") == 3
        assert mark not in shown
    assert plain(f"v{mark}1") == markdown_free(f"v{mark}1") == "v\ufffd1"


def test_arabic_and_hebrew_letters_stay_and_turn_nothing_but_themselves() -> None:
    part = Part("T", (paragraph("`\u05d0\u05d1` beats `\u0627\u0644`"),))
    assert "<code>\u05d0\u05d1</code> beats <code>\u0627\u0644</code>" in faces.parts_as_html([part])
    for sheet in ("report/report.css", "ui/style.css"):
        assert "unicode-bidi: isolate" in (ROOT / "advisor" / sheet).read_text(encoding="utf-8")


def test_names_in_backticks_are_code_and_what_could_break_out_of_it_is_text() -> None:
    part = Part("T", (paragraph("Use `ft-small`, not `a|b`, `<i>` or `a\\`."), Table(("n",), (("`rag v2`",),))))
    assert faces.parts_as_markdown([part]) == (
        "## T\n\nUse `ft-small`, not \\`a\\|b\\`, \\`\\<i\\>\\` or \\`a\\\\\\`.\n\n| n |\n| --- |\n| `rag v2` |\n"
    )
    html = faces.parts_as_html([part])
    assert "Use <code>ft-small</code>, not `a|b`, `&lt;i&gt;` or `a\\`." in html
    assert "<td><code>rag v2</code></td>" in html


def test_columns_of_a_table_line_up_with_wide_letters() -> None:
    shown = faces._text([Part("T", (Table(("name", "n"), (("日本", "1"), ("abcd", "2"))),))])
    assert shown.splitlines()[1:] == ["  name  n", "  日本  1", "  abcd  2"]
