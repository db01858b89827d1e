"""What the results say, first of all: the simplest variant that is good enough; then a card for each variant."""

from __future__ import annotations

from html import escape
from typing import Final

from advisor.language import _, ngettext
from advisor.report import evidence_words
from advisor.schema.evidence import Evidence, VariantVerdict, VerdictWord
from advisor.schema.words import approach_title
from advisor.ui.parts.markup import caveat_mark, items, show, ticked

_MARKS: Final[dict[VerdictWord, str]] = {
    "shown better": "▲",
    "shown good enough": "✓",
    "probably good enough": "≈",
    "not settled": "○",
    "shown worse": "▼",
}
_UNFOLDED: Final = 4
"""Up to so many cards show their figures without a click."""
_IN_SIGHT: Final = 9
"""Cards beyond these are folded away."""


def show_answer(evidence: Evidence) -> None:
    """The choice with how sure it is, and what is cheapest to do next."""
    sure = escape(evidence_words.standing(evidence))
    show(
        f'<section class="chosen" aria-label="{escape(_("What these results say"))}">',
        f'<p class="kicker">{escape(_("The simplest variant that is good enough"))}<span>{sure}</span></p>',
        f"<h2>{escape(evidence_words.choice_title(evidence.choice))}</h2>",
        f"<p>{ticked(evidence.choice.sentence)}</p>",
        items([ticked(other) for other in evidence.choice.others], css="rows"),
        _next(evidence),
        caveat_mark(evidence),
        "</section>",
    )


def show_cards(evidence: Evidence) -> None:
    """The verdicts, the simplest variant first."""
    show(_open(evidence), _cards(evidence), caveat_mark(evidence))


def _next(evidence: Evidence) -> str:
    # an open choice says it in its own sentence
    cheapest = evidence_words.cheapest_next(evidence) if evidence.choice.standing == "probable" else None
    if cheapest is None:
        return ""
    return f'<p class="then"><b>{escape(_("Cheapest next:"))}</b> {ticked(cheapest.sentence)}</p>'


def _open(evidence: Evidence) -> str:
    if len(evidence.verdicts) < 2:
        alone = _("One variant alone: bring the results of another on the same items to compare them.")
        return f'<p class="hint">{escape(alone)}</p>'
    if evidence_words.is_held_back(evidence) or all(each.verdict != "not settled" for each in evidence.verdicts):
        return ""
    return f'<p class="hint">{escape(_(evidence_words.OPEN_IS_NORMAL))}</p>'


def _cards(evidence: Evidence) -> str:
    cards = [_card(each, evidence) for each in evidence.verdicts]
    shown, folded = "".join(cards[:_IN_SIGHT]), "".join(cards[_IN_SIGHT:])
    more = ngettext("{n} more variant", "{n} more variants", len(cards) - _IN_SIGHT)
    rest = f'<details class="card"><summary>{more}</summary><div class="verdicts">{folded}</div></details>'
    return f'<div class="verdicts">{shown}</div>{rest if folded else ""}'


def _card(each: VariantVerdict, evidence: Evidence) -> str:
    css = each.verdict.replace(" ", "-")
    chosen = f'<em class="best">{escape(_("chosen"))}</em>' if each.variant == evidence.choice.variant else ""
    place = approach_title(each.approach) if each.approach else _("approach not known")
    word = _(evidence_words.VERDICTS[each.verdict])
    known = f'<p class="known">{ticked(each.known)}</p>' if each.known else ""
    return (
        f'<article class="{css}"><p class="kicker">{escape(place)}</p><h3>{escape(each.variant)}{chosen}</h3>'
        f'<p class="word"><i aria-hidden="true">{_MARKS[each.verdict]}</i> {escape(word)}</p>'
        f"<p>{ticked(each.sentence)}</p>{known}{_figures(each, evidence)}</article>"
    )


def _figures(each: VariantVerdict, evidence: Evidence) -> str:
    rows = [(_("Items"), f"{each.n:,}")]
    if each.difference is not None and each.compared_with is not None:
        other = _("Difference to {variant}", variant=each.compared_with)
        rows.append((other, evidence_words.difference(each, evidence)))
    rows += [(_("Chance: {event}", event=event), chance) for event, chance in evidence_words.chances(each, evidence)]
    if evidence.target is not None:
        target = _("Target {target}", target=f"{evidence.target:g}")
        rows.append((target, _(evidence_words.MEETS[each.meets])))
    told = "".join(f"<dt>{escape(name)}</dt><dd>{escape(figure)}</dd>" for name, figure in rows)
    state = "open" if len(evidence.verdicts) <= _UNFOLDED else ""
    return f"<details {state}><summary>{escape(_('Figures'))}</summary><dl>{told}</dl></details>"
