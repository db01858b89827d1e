"""Whether the eval can be trusted: a light for each check, always with a word beside the colour."""

from __future__ import annotations

from collections.abc import Collection
from html import escape
from typing import Final

from advisor.language import _
from advisor.report.claimed_maturity import maturity_words
from advisor.report.evidence_words import JUDGED, STATES, judged_rows
from advisor.schema.evidence import EvalHealth, Evidence, HealthCheck, HealthState
from advisor.schema.words import UNKNOWN
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.markup import caveat_mark, items, sentence, show, table
from advisor.ui.parts.markup import ticked as with_code
from advisor.ui.parts.visit import Visit

_LIGHTS: Final[dict[HealthState, str]] = {"red": "✕", "amber": "!", "green": "✓", "unknown": "?"}
"""The order in which checks stand, too: what is to be mended comes first."""


def health_title(evidence: Evidence) -> str:
    """The question, with the word for the worst colour."""
    return _("Can this eval be trusted? {state}", state=sentence(_(STATES[evidence.health.state])))


def show_health(evidence: Evidence, visit: Visit) -> None:
    """All checks, what they show of eval maturity, and what that is beside the answer in the questionnaire."""
    health = evidence.health
    maturity = maturity_words(health, visit.answers.get("evals", UNKNOWN), rule_book())
    show(
        caveat_mark(evidence),
        f'<div class="checks"><p class="overall">{light(health.state)} {with_code(health.sentence)}</p>',
        f'<p class="hint">{escape(maturity)}</p>',
        checks(health.checks),
        "</div>",
        _judged(health),
    )


def _judged(health: EvalHealth) -> str:
    """What the grader does to each mean, where people marked the same answers."""
    if not health.judged:
        return ""
    rows = table(tuple(sentence(_(name)) for name in JUDGED), judged_rows(health))
    return f'<p class="kicker">{escape(_("The grader beside people"))}</p>{rows}'


def checks(found: Collection[HealthCheck]) -> str:
    """A row a check, what is to be mended first; those that could not be made are folded away."""
    made = [each for state in _LIGHTS for each in found if each.state == state != "unknown"]
    missing = [each for each in found if each.state == "unknown"]
    rows = [_row(each) for each in made]
    folded = items([f"<b>{escape(each.title)}</b> {with_code(each.sentence)}" for each in missing], css="rows")
    title = _("Not checked ({n}): what it takes", n=len(missing))
    rest = f"<details><summary>{escape(title)}</summary>{folded}</details>"
    return f"{items(rows, css='lights')}{rest if missing else ''}"


def light(state: HealthState) -> str:
    """The colour as a mark with a word."""
    return f'<span class="light {state}"><i aria-hidden="true">{_LIGHTS[state]}</i> {escape(_(STATES[state]))}</span>'


def _row(check: HealthCheck) -> str:
    named = "".join(f"<code>{escape(item)}</code> " for item in check.items)
    listed = f'<p class="small">{named}</p>' if named else ""
    return (
        f"{light(check.state)}<div><b>{escape(check.title)}</b> <span class='figure'>{with_code(check.figure)}</span>"
        f"<p>{with_code(check.sentence)}</p>{listed}</div>"
    )
