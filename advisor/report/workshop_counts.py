"""Who takes part, how many rounds there are, and the rule that was fixed for their end, in a few words each."""

from __future__ import annotations

from typing import Final

from advisor.language import N_, _, ngettext
from advisor.report.words import percent
from advisor.schema.words import Role

_ROLES: Final[dict[Role, str]] = {
    "product": N_("product"),
    "domain": N_("domain"),
    "engineering": N_("engineering"),
    "legal": N_("legal"),
}


def fixed_sentence(agreement: float, most_rounds: int) -> str:
    """The rule for the end, as it was fixed before the first answer."""
    return _(
        "Fixed beforehand: {agreement} agreement, at most {rounds}.",
        agreement=percent(agreement),
        rounds=rounds_words(most_rounds),
    )


def rounds_words(n: int) -> str:
    """`1 round`, `3 rounds`."""
    return ngettext("{n} round", "{n} rounds", n)


def participants_words(n: int) -> str:
    """`1 participant`, `25 participants`."""
    return ngettext("{n} participant", "{n} participants", n)


def role_name(role: Role) -> str:
    """What somebody knows best, in a word."""
    return _(_ROLES[role])
