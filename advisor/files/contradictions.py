"""Rules that contradict themselves: that can never fire, or that say yes and no to the same approach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.files.repairs import listed
from advisor.files.rule_folder import Place
from advisor.schema.rules import Condition, Rule
from advisor.schema.words import APPROACHES

Values = Mapping[str, tuple[str, ...]]
"""Fact -> the values it has, or may still have."""

_OPPOSITES = (
    ("supports", "opposes", "supports and opposes"),
    ("supports", "rules_out", "supports and rules out"),
    ("settles", "opposes", "settles on and opposes"),
    ("settles", "rules_out", "settles on and rules out"),
)


def contradictions(rule: Rule, legal: Values, place: Place) -> list[str]:
    """Every way in which a rule contradicts itself, one line each."""
    mistakes = []
    here = place(("effect",))
    for one, other, words in _OPPOSITES:
        both = set(getattr(rule.effect, one)) & set(getattr(rule.effect, other))
        if both:
            mistakes.append(f"{here}: `{rule.id}` {words} {listed(sorted(both))}; keep one.")
    if set(rule.effect.rules_out) >= set(APPROACHES):
        mistakes.append(f"{here}: `{rule.id}` rules out every approach; leave at least one.")
    read = {fact for part in (rule.when, rule.unless, rule.lifted_by) for fact in part}
    if not read <= legal.keys() or _within(rule.when, {}, legal) is None:
        return mistakes  # the names have to be mended first
    exceptions = [part for part in ("unless", "lifted_by") if getattr(rule, part)]
    if exceptions and not any(ways_to_fire(rule, {}, legal)):
        alone = [part for part in exceptions if _covers(getattr(rule, part), rule.when, legal)]
        what = f"`{alone[0]}` covers" if alone else f"{' and '.join(f'`{part}`' for part in exceptions)} together cover"
        mistakes.append(
            f"{place(((alone or exceptions)[0],))}: `{rule.id}` can never fire, since its {what} its `when`; narrow it."
        )
        return mistakes
    return mistakes + _dead_exceptions(rule, place)


def ways_to_fire(rule: Rule, values: Values, legal: Values) -> Iterator[Values]:
    """What the facts may be so that a rule fires, within the values that they still may have.

    One answer for each way in which its exceptions can fail; none if it cannot fire. Exact, since all lines of a
    condition must hold and facts are independent.
    """
    held = _within(rule.when, values, legal)
    if held is None:
        return
    for kept in _outside(rule.unless, held, legal):
        yield from _outside(rule.lifted_by, kept, legal)


def _within(condition: Condition, values: Values, legal: Values) -> Values | None:
    narrowed = dict(values)
    for fact, wanted in condition.items():
        narrowed[fact] = tuple(value for value in _left(fact, values, legal) if value in wanted)
        if not narrowed[fact]:
            return None
    return narrowed


def _outside(exception: Condition, values: Values, legal: Values) -> Iterator[Values]:
    if not exception:
        yield values
    for fact, excluded in exception.items():
        rest = tuple(value for value in _left(fact, values, legal) if value not in excluded)
        if rest:
            yield {**values, fact: rest}


def _left(fact: str, values: Values, legal: Values) -> tuple[str, ...]:
    return values[fact] if fact in values else legal.get(fact, ())


def _covers(exception: Condition, when: Condition, legal: Values) -> bool:
    held = _within(when, {}, legal)
    return held is not None and not any(_outside(exception, held, legal))


def _dead_exceptions(rule: Rule, place: Place) -> list[str]:
    """Lines of `unless` that `when` has already decided."""
    mistakes = []
    for fact, excluded in rule.unless.items():
        wanted = rule.when.get(fact, ())
        kept = [value for value in wanted if value not in excluded]
        if wanted and kept == list(wanted):
            mistakes.append(
                f"{place(('unless', fact))}: the `unless` of `{rule.id}` can never hold, since `when` has `{fact}` at "
                f"{listed(wanted)}; take the exception out or change the line."
            )
        elif wanted and len(rule.unless) == 1:
            mistakes.append(
                f"{place(('unless', fact))}: `unless` takes back what `when` says about `{fact}`; "
                f"write `{fact}: [{', '.join(kept)}]` in `when` and take `unless` out of `{rule.id}`."
            )
    return mistakes
