"""Were so many prompts and settings tried on these items that the best results are partly luck?"""

from __future__ import annotations

from typing import Final

from advisor.evals.comparison import PEEKS
from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.schema.evidence import HealthCheck

CHECK, TITLE = "overfitting", "Tuned to these items"
MOST_LOOKS: Final = 10


def check(subject: Subject) -> HealthCheck:
    """Amber above ten looks at the same items, red where there is no held-out set either."""
    prompts = sum(own.place == "prompting" for own in subject.scored.variants)
    looks = subject.beside.looks
    if looks is None and prompts <= MOST_LOOKS:
        return not_checked(CHECK, TITLE, "Say how many prompts and settings were scored on these items so far.")
    seen = max(looks or 0, prompts)
    figure = f"{seen:,} looks" if looks is not None else f"at least {seen:,} prompts"
    if seen <= MOST_LOOKS:
        return finding(CHECK, TITLE, "green", figure, "Few versions were tried on these items.")
    if subject.beside.has_held_out_set is False:
        return finding(
            CHECK, TITLE, "red", figure,
            "So many versions were tried on these items that the best looks better than it is: set 100 new items aside"
            " and compare on them.",
        )  # fmt: skip
    told = "the best on the held-out set" if subject.beside.has_held_out_set else "on items that nobody tuned on"
    return finding(
        CHECK, TITLE, "amber", figure,
        f"Many versions were tried on these items, so the best looks better than it is: confirm {told} before you"
        " decide.",
    )  # fmt: skip


def peeking_note(looks: int | None) -> list[str]:
    """What to think of the intervals after several looks; nothing up to three."""
    if looks is None or looks <= PEEKS:
        return []
    return [
        f"These items were looked at {looks:,} times: after more than {PEEKS} looks a 95 % interval holds less often"
        " than it says, so only a 99 % interval that clears 0 shows that one variant is better."
    ]
