"""One failed answer at a time, with five buttons and their keys."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

import streamlit as st

from advisor.language import N_, _, ngettext, pgettext, run_on
from advisor.report.evidence_words import CAUSES
from advisor.schema.evidence import FailureCause
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.failed_answers import Drawn
from advisor.ui.parts.guard import handler
from advisor.ui.parts.markup import show, show_notice
from advisor.ui.parts.visit import Visit, this_visit

if TYPE_CHECKING:
    from advisor.evals.beside import Cell
    from advisor.evals.failures import FailedSample

_LONGEST: Final = 20_000
"""Characters of one text that are shown."""
_MEANS: Final[dict[FailureCause, str]] = {
    "facts": N_("missing, out of date or made up"),
    "form": N_("format, syntax, style or house rules"),
    "judgement": N_("the decision is wrong"),
    "economics": N_("nothing else is wrong"),
    "wrong-test": N_("the answer is fine"),
}
_NO_TEXTS: Final = N_(
    "These files hold no texts, only names of items. For a table, set the columns `input`, `output`, `expected` and "
    "`reason` on Evidence."
)


def label_failures(visit: Visit, drawn: Drawn | None) -> None:
    """The answer on screen, its buttons, and the way to the others."""
    if drawn is None:
        show_notice(_("No file could be read: see on Evidence what is wrong with each."))
        return
    if not drawn.samples:
        score = f"<code>{escape(drawn.score)}</code>"
        if drawn.variant:
            variant = f"<code>{escape(drawn.variant)}</code>"
            says = _(
                "{variant} failed no item by the score {score}: there is nothing to look at.",
                variant=variant,
                score=score,
            )
        else:
            says = _("Nothing failed by the score {score}: there is nothing to look at.", score=score)
        show(f'<p class="hint">{says}</p>')
        return
    at = _place(visit, drawn)
    sample = drawn.samples[at]
    done = sum(_cell(each) in visit.labels for each in drawn.samples)
    show(_progress(at, done, drawn))
    if not drawn.has_texts:
        show_notice(_(_NO_TEXTS))
    show(_texts(sample))
    _ask(visit, drawn, at)
    _turn(visit, drawn, at)


def _place(visit: Visit, drawn: Drawn) -> int:
    """The answer that was gone to, else the first without a label, else the last."""
    last = len(drawn.samples) - 1
    if visit.looked_at is not None:
        return min(visit.looked_at, last)
    return next((i for i, each in enumerate(drawn.samples) if _cell(each) not in visit.labels), last)


def _progress(at: int, done: int, drawn: Drawn) -> str:
    n = len(drawn.samples)
    says = _("{n} labelled.", n=done)
    if done == n:
        says = run_on(says, _("All are labelled: go back to change one."))
    width, place = f"width: {100 * done // n}%", pgettext("place", "{n} of {total}", n=at + 1, total=n)
    meter = escape(_("{n} of {total} labelled", n=done, total=n))
    return (
        f'<div class="meter" role="img" aria-label="{meter}"><i style="{width}"></i></div>'
        f'<p class="kicker" aria-live="polite">{place}<span>{escape(says)}</span></p>'
    )


def _texts(sample: FailedSample) -> str:
    text = sample.text
    rows = (
        (_("Input"), text.input if text else None),
        (_("Answer"), text.output if text else None),
        (_("Expected"), text.expected if text else None),
        (_("Why the grader failed it"), text.reason if text else None),
    )
    told = "".join(f"<div>{_text(title, said)}</div>" for title, said in rows)
    head = _(
        "{variant}, item {item}, score {score}",
        variant=f"<code>{escape(sample.variant)}</code>",
        item=f"<code>{escape(sample.item)}</code>",
        score=f"{sample.score:g}",
    )
    return (
        f'<section class="failed" aria-label="{escape(_("Failed answer"))}"><p class="small">{head}</p>'
        f'<div class="texts">{told}</div></section>'
    )


def _text(title: str, said: str | None) -> str:
    """A text as it is: neither HTML nor Markdown is read in it."""
    if not said:
        return f'<p class="kicker">{escape(title)}</p><p class="hint">{escape(_("not in the file"))}</p>'
    more = len(said) - _LONGEST
    cut = ngettext("\n… and {n} character more", "\n… and {n} characters more", more) if more > 0 else ""
    return f'<p class="kicker">{escape(title)}</p><pre tabindex="0">{escape(said[:_LONGEST])}{cut}</pre>'


def _ask(visit: Visit, drawn: Drawn, at: int) -> None:
    cell = _cell(drawn.samples[at])
    show(
        f'<p class="kicker">{escape(_("What is wrong with it?"))}<span>{escape(_("keys 1 to 5"))}</span></p>'
        f'<p class="small">{escape(_why())}</p>'
    )
    with st.container(horizontal=True, key="causes", gap="small"):
        for i, (cause, name) in enumerate(CAUSES.items(), start=1):
            st.button(
                f"**{_(name)}** {_(_MEANS[cause])}",
                # a key of its own for each answer: a key that is hit twice must not label the next one unseen
                key=f"cause_{at}_{cause}",
                shortcut=str(i),
                type="primary" if visit.labels.get(cell) == cause else "secondary",
                wrap=True,
                on_click=handler(_label),
                args=(cell, cause, at, len(drawn.samples)),
            )


def _turn(visit: Visit, drawn: Drawn, at: int) -> None:
    last = len(drawn.samples) - 1
    with st.container(horizontal=True, key="turn_failures", gap="small"):
        for name, key, to in ((_("Back"), "Left", at - 1), (_("Skip"), "Right", at + 1)):
            is_end = not 0 <= to <= last
            st.button(name, key=f"{key}_{at}", shortcut=key, disabled=is_end, on_click=handler(_go), args=(to,))
        there = {_cell(each): i for i, each in enumerate(drawn.samples)}
        labelled = [cell for cell in visit.labels if cell in there]
        st.button(
            _("Undo the last label"),
            key=f"undo_{at}_{len(labelled)}",
            shortcut="U",
            type="tertiary",
            disabled=not labelled,
            on_click=handler(_undo),
            args=(labelled[-1], there[labelled[-1]]) if labelled else (None, 0),
        )


def _why() -> str:
    """Why this is worth doing, as the questionnaire says it."""
    return next((question.why for question in rule_book().questions if question.id == "failure"), "")


def _label(cell: Cell, cause: FailureCause, at: int, of: int) -> None:
    visit = this_visit()
    visit.labels = {**{each: said for each, said in visit.labels.items() if each != cell}, cell: cause}
    visit.looked_at = min(at + 1, of - 1)


def _go(at: int) -> None:
    this_visit().looked_at = at


def _undo(cell: Cell, at: int) -> None:
    visit = this_visit()
    visit.labels = {each: said for each, said in visit.labels.items() if each != cell}
    visit.looked_at = at


def _cell(sample: FailedSample) -> Cell:
    return sample.variant, sample.item
