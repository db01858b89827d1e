"""Do percentages mean what they say, and what was taken for what: the diagram and the counts beside it."""

from __future__ import annotations

import functools
from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from advisor.language import N_, Language, _, language, pgettext
from advisor.report.figure_theme import ThemeName
from advisor.report.reliability_words import QUESTIONS, Question, bin_line, bins_of, how_to_read, reliability_in_words
from advisor.schema.backtest import Backtest, Bin
from advisor.schema.words import APPROACHES, Approach, approach_title
from advisor.ui.parts.markup import items, kicker, show

if TYPE_CHECKING:
    import plotly.graph_objects as go

_PLOTLY: Final = {"displayModeBar": False}
_MATRIX: Final[dict[Question, str]] = {
    "compared": N_("What turned out best, and what was ranked first there, in cases"),
    "open": N_("What turned out best, and what was recommended, in cases"),
}


def show_reliability(found: Backtest) -> None:
    """Both pictures, for one of the two questions at a time."""
    title = _("Does a percentage mean what it says, and what was taken for what?")
    show(f"<h2>{escape(title)}</h2>")
    question: Question = st.segmented_control(
        _("Which question"),
        tuple(QUESTIONS),
        default="open",
        required=True,
        key="record_question",
        format_func=lambda each: _(QUESTIONS[each]),
        label_visibility="collapsed",
    )
    bins = bins_of(found, question)
    diagram, counts = st.columns([1.15, 1], gap="large")
    with diagram:
        with st.container(key="record_chart"):
            st.plotly_chart(
                _diagram(bins, language(), "dark" if st.context.theme.type == "dark" else "light"),
                alt=reliability_in_words(bins, question),
                config=_PLOTLY,
                key=f"reliability_{question}",
            )
        show(
            *(f"<p>{escape(sentence)}</p>" for sentence in how_to_read(bins, question)),
            f'<details class="card"><summary>{escape(_("Each dot in words"))}</summary><div>'
            f"{items([escape(bin_line(each, question)) for each in bins], css='rows')}</div></details>",
        )
    with counts:
        show(_matrix(found, question))


@functools.lru_cache(maxsize=8)
def _diagram(bins: tuple[Bin, ...], lang: Language, theme: ThemeName) -> go.Figure:
    """The diagram in this language and on this ground, drawn once for all visitors."""
    from advisor.report.reliability_figure import reliability_figure  # Plotly takes its time

    return reliability_figure(bins, theme)


def _matrix(found: Backtest, question: Question) -> str:
    """What turned out best down, what was said across, in counts."""
    table = found.confusion.compared if question == "compared" else found.confusion.open
    names = (_("Best ↓ said →"), *(approach_title(said) for said in APPROACHES), _("hit"))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = "".join(_matrix_row(best, table[best]) for best in APPROACHES)
    beside = _("What stands beside the framed diagonal was not the best, and may still have been acceptable.")
    return (
        f"{kicker(_(_MATRIX[question]))}"
        f'<div class="matrix"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
        f'<p class="small">{escape(beside)}</p>'
    )


def _matrix_row(best: Approach, said: dict[Approach, int]) -> str:
    total = sum(said.values())
    cells = "".join(_matrix_cell(said[each], total, hit=each == best) for each in APPROACHES)
    hits = pgettext("cases", "{n} of {total}", n=said[best], total=total)
    return f'<tr><th scope="row">{escape(approach_title(best))}</th>{cells}<td class="of">{escape(hits)}</td></tr>'


def _matrix_cell(number: int, total: int, hit: bool) -> str:
    """The more of the row, the darker."""
    weight = round(100 * number / total) if total else 0
    return f'<td{" class=hit" if hit else ""} style="--weight: {weight}%">{number or "·"}</td>'
