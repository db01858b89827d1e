"""Vetoes that leave nothing: answers with which the rules together rule out every approach."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.files.contradictions import Values, ways_to_fire
from advisor.files.repairs import listed
from advisor.files.rule_folder import Place
from advisor.schema.rules import Book, Rule
from advisor.schema.words import APPROACHES, Approach


def check_vetoes(book: Book, rules: Sequence[tuple[Place, Rule]]) -> list[str]:
    """One line for each of these rules that, with others of the book, can leave no approach; with such answers.

    Exact: every choice of vetoes that names all four approaches is tried against the values its rules allow. A rule
    that rests on answers is held against vetoes that do so too: what results rule out may be measured again, and where
    they leave nothing the recommendation names the rules that conflict.
    """
    legal = book.legal_values
    vetoes = [rule for rule in book.rules if rule.effect.rules_out and not set(rule.effect.rules_out) >= {*APPROACHES}]
    mistakes: list[str] = []
    told: set[frozenset[str]] = set()
    for place, rule in rules:
        if rule not in vetoes:
            continue
        among = [veto for veto in vetoes if book.needs_results(rule) or not book.needs_results(veto)]
        for values in ways_to_fire(rule, {}, legal):
            found = _nothing_left(among, (rule,), values, legal)
            if found is None:
                continue
            chosen, witness = found
            ids = frozenset(each.id for each in chosen)
            if ids not in told:
                told.add(ids)
                answers = ", ".join(f"`{fact}: {possible[0]}`" for fact, possible in witness.items())
                others = listed(each.id for each in chosen if each is not rule)
                mistakes.append(
                    f"{place(('effect',))}: `{rule.id}` leaves no approach where the answers are {answers}, since "
                    f"{others} {'rules' if len(chosen) == 2 else 'rule'} out the rest; "
                    "narrow its `when` or take an approach out of its `rules_out`."
                )
            break
    return mistakes


def _nothing_left(
    vetoes: Sequence[Rule], chosen: tuple[Rule, ...], values: Values, legal: Values
) -> tuple[tuple[Rule, ...], Values] | None:
    left: list[Approach] = [a for a in APPROACHES if not any(a in rule.effect.rules_out for rule in chosen)]
    if not left:
        return chosen, values
    for rule in vetoes:
        if left[0] in rule.effect.rules_out:
            for narrower in ways_to_fire(rule, values, legal):
                found = _nothing_left(vetoes, (*chosen, rule), narrower, legal)
                if found is not None:
                    return found
    return None
