"""A question and its options in words, the same wherever they are asked."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from advisor.language import N_, _, run_on
from advisor.schema.questions import Option, Question
from advisor.ui.parts.markup import markdown_free

DONT_KNOW = N_("Don't know")


def heading(question: Question, badge: str = "", measured: Sequence[str] = ()) -> str:
    """What is asked, a hint, and why; `badge` stands beside it, what eval results say under it."""
    mark = f'<span class="badge">{escape(badge)}</span>' if badge else ""
    beside = "".join(f'<p class="measured">{escape(said)}</p>' for said in measured)
    hint = f"<p>{escape(question.help)}</p>" if question.help else ""
    why = escape(_("Why this is asked"))
    return (
        f'<div class="question">{mark}<h3>{escape(question.ask)}</h3>{hint}'
        f"<details><summary>{why}</summary>{escape(question.why)}</details>{beside}</div>"
    )


def caption(option: Option) -> str:
    """What an option means, for a label; what only repeats the few words of its button is left out."""
    says = option.says if option.says.rstrip(".。") != option.label else ""
    example = _("For example: {example}", example=option.example) if option.example else ""
    return markdown_free(run_on(says, example))
