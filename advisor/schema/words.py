"""The few words that every part shares: the approaches, `unknown`, the strengths of a rule."""

from __future__ import annotations

from typing import Annotated, Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints

from advisor.language import N_, _

Approach = Literal["prompting", "rag", "fine-tuning", "rag+fine-tuning"]
"""The four approaches. Long context is prompting; retrieved examples are rag."""

APPROACHES: Final[tuple[Approach, ...]] = get_args(Approach)
"""The approaches, the simplest first."""

Place = Literal[Approach, "baseline"]
"""Where a variant belongs: one of the four approaches, or today's process."""

TITLES: Final[dict[str, str]] = {
    "prompting": N_("Prompting"),
    "rag": N_("RAG"),
    "fine-tuning": N_("Fine-tuning"),
    "rag+fine-tuning": N_("RAG + fine-tuning"),
    "baseline": N_("Today's process"),
}
"""The names in English; `approach_title` says them."""


def approach_title(place: str) -> str:
    """The name of an approach or of today's process, as it stands alone; anything else as it is."""
    return _(TITLES[place]) if place in TITLES else place


Role = Literal["product", "domain", "engineering", "legal"]
"""Who in a team usually knows the answer to a question."""

ROLES: Final[tuple[Role, ...]] = get_args(Role)

UNKNOWN: Final = "unknown"
"""The value of a question that nobody has answered: a value, never a default and never zero."""

FittedStrength = Literal["weak", "moderate", "strong"]
"""How much a claim weighs; the numbers are fitted to the published cases."""

Strength = FittedStrength | Literal["measured"]
"""`measured`: what results have shown. It weighs more than all answers together, and is never fitted."""

State = Literal["fires", "waits", "silent"]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""An id in kebab-case."""

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A text that is not empty."""


class Closed(BaseModel):
    """A model that takes no key it does not know and never changes."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
