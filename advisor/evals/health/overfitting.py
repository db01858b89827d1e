"""Were so many prompts and settings tried on these items that the best results are partly luck?"""

from __future__ import annotations

from typing import Final

from advisor.evals.comparison import PEEKS
from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.language import N_, _
from advisor.schema.evidence import HealthCheck

CHECK, TITLE = "overfitting", N_("Tuned to these items")
MOST_LOOKS: Final = 10


def check(subject: Subject) -> HealthCheck:
    """Amber above ten looks at the same items, red where there is no held-out set either."""
    prompts = sum(own.place == "prompting" for own in subject.scored.variants)
    looks = subject.beside.looks
    if looks is None and prompts <= MOST_LOOKS:
        return not_checked(CHECK, TITLE, _("Say how many prompts and settings were scored on these items so far."))
    seen = max(looks or 0, prompts)
    figure = _("{n} looks", n=f"{seen:,}") if looks is not None else _("at least {n} prompts", n=f"{seen:,}")
    if seen <= MOST_LOOKS:
        return finding(CHECK, TITLE, "green", figure, _("Few versions were tried on these items."))
    if subject.beside.has_held_out_set is False:
        return finding(
            CHECK, TITLE, "red", figure,
            _(
                "So many versions were tried on these items that the best looks better than it is: set 100 new items"
                " aside and compare on them."
            ),
        )  # fmt: skip
    if subject.beside.has_held_out_set:
        said = _(
            "Many versions were tried on these items, so the best looks better than it is: confirm the best on the"
            " held-out set before you decide."
        )
    else:
        said = _(
            "Many versions were tried on these items, so the best looks better than it is: confirm on items that nobody"
            " tuned on before you decide."
        )
    return finding(CHECK, TITLE, "amber", figure, said)


def peeking_note(looks: int | None) -> list[str]:
    """What to think of the intervals after several looks; nothing up to three."""
    if looks is None or looks <= PEEKS:
        return []
    return [
        _(
            "These items were looked at {n} times: after more than {most} looks a 95 % interval holds less often than"
            " it says, so only a 99 % interval that clears 0 shows that one variant is better.",
            n=f"{looks:,}",
            most=PEEKS,
        )
    ]
