"""Do percentages mean what they say, and what was taken for what: the diagram and the counts beside it."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from advisor.report.reliability_words import QUESTIONS, Question, bin_line, bins_of, how_to_read, reliability_in_words
from advisor.schema.backtest import Backtest
from advisor.schema.words import APPROACHES, TITLES, Approach
from advisor.ui.parts.markup import items, show

_PLOTLY: Final = {"displayModeBar": False}
_SAID: Final[dict[Question, str]] = {"compared": "ranked first there", "open": "recommended"}


def show_reliability(found: Backtest) -> None:
    """Both pictures, for one of the two questions at a time."""
    show("<h2>Does a percentage mean what it says, and what was taken for what?</h2>")
    question: Question = st.segmented_control(
        "Which question",
        tuple(QUESTIONS),
        default="open",
        required=True,
        key="record_question",
        format_func=lambda each: QUESTIONS[each],
        label_visibility="collapsed",
    )
    bins = bins_of(found, question)
    diagram, counts = st.columns([1.15, 1], gap="large")
    with diagram:
        from advisor.report.reliability_figure import reliability_figure  # Plotly takes its time

        with st.container(key="record_chart"):
            st.plotly_chart(
                reliability_figure(bins),
                alt=reliability_in_words(bins, question),
                config=_PLOTLY,
                key=f"reliability_{question}",
            )
        show(
            *(f"<p>{escape(sentence)}</p>" for sentence in how_to_read(bins, question)),
            '<details class="card"><summary>Each dot in words</summary><div>'
            f"{items([escape(bin_line(each, question)) for each in bins], css='rows')}</div></details>",
        )
    with counts:
        show(_matrix(found, question))


def _matrix(found: Backtest, question: Question) -> str:
    """What turned out best down, what was said across, in counts."""
    table = found.confusion.compared if question == "compared" else found.confusion.open
    head = "".join(f'<th scope="col">{escape(TITLES[said])}</th>' for said in APPROACHES)
    rows = "".join(_matrix_row(best, table[best]) for best in APPROACHES)
    return (
        f'<p class="kicker">What turned out best, and what was {_SAID[question]}, in cases</p>'
        '<div class="matrix"><table>'
        f'<thead><tr><th scope="col">Best ↓ said →</th>{head}<th scope="col">hit</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        '<p class="small">What stands beside the framed diagonal was not the best, and may still have been '
        "acceptable.</p>"
    )


def _matrix_row(best: Approach, said: dict[Approach, int]) -> str:
    total = sum(said.values())
    cells = "".join(_matrix_cell(said[each], total, hit=each == best) for each in APPROACHES)
    return f'<tr><th scope="row">{escape(TITLES[best])}</th>{cells}<td class="of">{said[best]} of {total}</td></tr>'


def _matrix_cell(number: int, total: int, hit: bool) -> str:
    """The more of the row, the darker."""
    weight = round(100 * number / total) if total else 0
    return f'<td{" class=hit" if hit else ""} style="--weight: {weight}%">{number or "·"}</td>'
