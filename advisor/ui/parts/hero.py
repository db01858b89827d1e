"""What this is, in the time it takes to read two lines."""

from __future__ import annotations

from advisor.ui.parts.markup import show


def welcome() -> None:
    """The question that the app answers, and how."""
    show(
        '<header class="hero"><h1>Prompt, RAG or fine-tune?</h1>'
        "<p>Answer what you know about <b>one job</b> for a language model. You get the next step to take, where it "
        "leads, and the published sources behind both. Nothing leaves this machine.</p></header>"
    )
