"""What a schema cannot see in rules and weights: names that must exist elsewhere, parts that do not go together."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.files.contradictions import contradictions
from advisor.files.name_checks import check_condition, check_references
from advisor.files.repairs import listed, nearest
from advisor.files.rule_folder import Place
from advisor.files.step_checks import before_themselves
from advisor.files.yaml_text import Document
from advisor.schema.rules import Book, Rule
from advisor.schema.words import APPROACHES

Placed = Sequence[tuple[Place, Rule]]


MOST_FACTS = 8


def check_rules(book: Book, rules: Placed) -> list[str]:
    """Every mistake in these rules of the book, one line each."""
    mistakes: list[str] = []
    seen: dict[str, str] = {}
    ids = {rule.id for rule in book.rules}
    for place, rule in rules:
        if rule.id in seen:
            mistakes.append(
                f"{place(('id',))}: `{rule.id}` is already the id of the rule at {seen[rule.id]}; rename one."
            )
        seen.setdefault(rule.id, place(("id",)))
        for part in ("when", "unless", "lifted_by"):
            mistakes += check_condition(book, getattr(rule, part), (part,), place)
        mistakes += _effect(book, rule, place)
        read = {*rule.when, *rule.unless, *rule.lifted_by}
        if len(read) > MOST_FACTS:
            mistakes.append(
                f"{place(())}: `{rule.id}` reads {len(read)} facts; all their answers are gone through one by one, "
                f"so a rule may read {MOST_FACTS}: split it."
            )
        else:
            mistakes += contradictions(rule, book.legal_values, place)
        mistakes += before_themselves(book, rule, place)
        mistakes += check_references(book, rule.source, place)
        for i, other in enumerate(rule.disputes):
            if other not in ids:
                mistakes.append(f"{place(('disputes', i))}: there is no rule `{other}`.{nearest(other, ids)}")
            elif other == rule.id:
                mistakes.append(f"{place(('disputes', i))}: `{other}` disputes itself; name the rule it differs from.")
        mistakes += _dates(rule, place)
    return mistakes


def check_weights(book: Book, document: Document) -> list[str]:
    """Every mistake in the weights."""
    weights, mistakes = book.weights, []
    missing = [approach for approach in APPROACHES if approach not in weights.priors]
    if missing:
        mistakes.append(f"{document.place(('priors',))}: `priors` has no number for {listed(missing)}; add it.")
    strengths = weights.strengths
    if not strengths.weak <= strengths.moderate <= strengths.strong:
        mistakes.append(
            f"{document.place(('strengths',))}: `strengths` must rise from weak to strong; reorder the numbers."
        )
    if not missing and any(weights.priors["prompting"] <= weights.priors[other] for other in APPROACHES[1:]):
        mistakes.append(
            f"{document.place(('priors',))}: `prompting` must have the highest prior, "
            "so that it leads when nothing is known."
        )
    return mistakes


def _effect(book: Book, rule: Rule, place: Place) -> list[str]:
    effect, mistakes = rule.effect, []
    here = place(("effect",))
    if not any(dict(effect).values()):
        mistakes.append(f"{here}: `{rule.id}` has no effect; write one of {listed(type(effect).model_fields)}.")
    weighs = bool(effect.supports or effect.opposes)
    if weighs and rule.strength is None:
        mistakes.append(
            f"{here}: `{rule.id}` supports or opposes but has no `strength`; write weak, moderate or strong."
        )
    if rule.strength is not None and not weighs:
        mistakes.append(
            f"{place(('strength',))}: `strength` only goes with supports or opposes; take it out of `{rule.id}`."
        )
    if rule.strength == "measured" and not book.needs_results(rule):
        mistakes.append(
            f"{place(('strength',))}: `measured` is for what results show, but `{rule.id}` also holds without any; "
            "write weak, moderate or strong."
        )
    if effect.rules_out and not rule.lifted_by:
        mistakes.append(f"{here}: `{rule.id}` rules out without `lifted_by`; say which answers lift the veto.")
    if rule.lifted_by and not effect.rules_out:
        mistakes.append(f"{place(('lifted_by',))}: `lifted_by` only goes with rules_out; use `unless` in `{rule.id}`.")
    if effect.do_first and not rule.before:
        mistakes.append(
            f"{here}: `{rule.id}` has do_first without `before`; name the approaches before which the step comes."
        )
    if rule.before and not effect.do_first:
        mistakes.append(f"{here}: `before` only goes with do_first; take it out of `{rule.id}`.")
    if rule.presume and not (effect.do_first or effect.settles):
        mistakes.append(f"{here}: `presume` only goes with do_first and settles; take it out of `{rule.id}`.")
    for fact in rule.presume:
        if fact not in rule.when and fact not in rule.unless:
            mistakes.append(
                f"{place(('presume',))}: `{fact}` is presumed but `{rule.id}` does not read it; "
                "add it to `when` or `unless`."
            )
    steps = [step.id for step in book.steps]
    for step in effect.do_first:
        if step not in steps:
            mistakes.append(f"{here}: there is no step `{step}` in steps.yaml.{nearest(step, steps)}")
    return mistakes


def _dates(rule: Rule, place: Place) -> list[str]:
    if rule.review_by and not rule.checked:
        return [f"{place(('review_by',))}: `review_by` needs `checked`, the day on which the claim was last read."]
    if rule.review_by and rule.checked and rule.review_by <= rule.checked:
        return [
            f"{place(('review_by',))}: `review_by` must lie after `checked` ({rule.checked}); "
            "set it to the day by which the claim is to be read again."
        ]
    return []
