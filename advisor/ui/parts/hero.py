"""What this is, in the time it takes to read two lines."""

from __future__ import annotations

from html import escape

from advisor.language import _
from advisor.ui.parts.markup import show


def welcome() -> None:
    """The question that the app answers, and how."""
    says = _(
        "One answer for one job of a language model, from what you know and what you measured: the next step to take, "
        "where it leads, and the published sources behind both. Nothing leaves this machine."
    )
    show(f'<header class="hero"><h1>{escape(_("Prompt, RAG or fine-tune?"))}</h1><p>{escape(says)}</p></header>')
