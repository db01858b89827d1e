"""What truth tables show of rules and questions: never, always, twice, against each other, not read, not told apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, permutations

from advisor.decision.auditing.space import Space
from advisor.decision.auditing.truth import RuleTruth, Truth, told_apart
from advisor.schema.audit import Finding
from advisor.schema.rules import Rule

_TABLE = "every value of the facts it reads was tried"
_TABLES = "their truth tables were compared over all facts they read"
_OPPOSITES = {
    ("supports", "opposes"): "supports and opposes",
    ("supports", "rules_out"): "supports and rules out",
    ("settles", "opposes"): "settles on and opposes",
    ("settles", "rules_out"): "settles on and rules out",
}
_DO = {
    "supports": "support",
    "opposes": "oppose",
    "rules_out": "rule out",
    "settles": "settle on",
    "do_first": "put first",
    "note": "note on",
}


def never_or_always(space: Space) -> Iterator[Finding]:
    """Rules that fire on no answer set, and rules that fire whatever the answers are."""
    for place, rule in enumerate(space.rules):
        axes, fires = space.truth(place)
        known = fires[tuple(slice(1, None) if i < space.asked else slice(None) for i in axes)]
        if not fires.any():
            yield _error("never fires", rule, "fires on no answer set", _TABLE)
        elif not len(space.draw_where(axes, fires, 1)):
            how = f"all {len(space.results):,} combinations that eval results can give were tried"
            yield _error("never fires", rule, "fires only on results that cannot occur together", how)
        elif fires.all():
            yield _error("always fires", rule, "fires whatever is answered and measured", _TABLE)
        elif known.all():
            yield _error("always fires", rule, "fires whatever the answers are, once they are given", _TABLE)


def pairs(space: Space, rules: list[RuleTruth]) -> Iterator[Finding]:
    """Rules that say the same twice, or yes and no, under the same condition or one that implies the other."""
    effects = [_effects(rule) for rule in space.rules]
    for one, other in combinations(range(len(space.rules)), 2):
        if rules[one].same(rules[other]) and rules[one].fires.holds.any():
            yield from _same(space.rules[one], space.rules[other], effects[one], effects[other])
    for one, other in permutations(range(len(space.rules)), 2):
        shared = {each for each in effects[one] & effects[other] if each[0] != "note"}
        against = _opposed(space.rules[one], space.rules[other])
        if not (shared or against) or rules[one].same(rules[other]) or not rules[one].implies(rules[other]):
            continue
        if shared:
            says = f"holds only where `{space.rules[other].id}` does, and both {_told(shared)}"
            yield _about("implied", (space.rules[one], space.rules[other]), says)
        if against:
            says = f"holds only where `{space.rules[other].id}` does, and one {against}"
            yield _about("opposed throughout", (space.rules[one], space.rules[other]), says)


def questions(space: Space, conditions: list[Truth]) -> Iterator[Finding]:
    """Questions that nothing reads, and options of one question that nothing tells apart."""
    how = "every condition of every rule and step was compared on them, all else equal"
    for axis, question in enumerate(space.book.questions):
        if not any(axis in each.axes for each in conditions):
            yield Finding(
                check="question not read",
                level="info",
                about=(question.id,),
                says="no rule and no step depends on it",
                how="the axes of every truth table were looked through",
                proved=True,
            )
            continue
        for alike in told_apart(space, conditions, axis):
            if len(alike) > 1:
                options = " and ".join(f"`{space.values[axis][k]}`" for k in alike)
                yield Finding(
                    check="options not told apart",
                    level="info",
                    about=(question.id,),
                    says=f"no rule and no step tells {options} apart",
                    how=how,
                    proved=True,
                )


def _same(one: Rule, other: Rule, says: set[tuple[str, ...]], says_too: set[tuple[str, ...]]) -> Iterator[Finding]:
    against = _opposed(one, other)
    if against:
        words = f"under the same condition as `{other.id}` one {against}; declare it in `disputes` or mend one"
        yield _about("contradiction", (one, other), words, "error")
    if says == says_too:
        yield _about("duplicate", (one, other), f"same condition and same effect as `{other.id}`", "error")
    elif says & says_too:
        words = f"same condition as `{other.id}`, and both {_told(says & says_too)}"
        yield _about("overlap", (one, other), words)


def _effects(rule: Rule) -> set[tuple[str, ...]]:
    """What a rule does, each thing by itself; two notes are the same only in the same words."""
    found = {
        (word, approach)
        for word in ("supports", "opposes", "rules_out", "settles")
        for approach in getattr(rule.effect, word)
    }
    steps = {("do_first", step, approach) for step in rule.effect.do_first for approach in rule.before}
    notes = {("note", approach, rule.because) for approach in rule.effect.note}
    return {*found, *steps, *notes}


def _opposed(one: Rule, other: Rule) -> str:
    """How two rules speak against each other; empty where they do not, or where one declares it."""
    if other.id in one.disputes or one.id in other.disputes:
        return ""
    for (yes, no), words in _OPPOSITES.items():
        for speaker, denier in ((one, other), (other, one)):
            both = set(getattr(speaker.effect, yes)) & set(getattr(denier.effect, no))
            if both:
                verb, opposite = words.split(" and ")
                return f"{verb}, one {opposite} {', '.join(sorted(both))}"
    return ""


def _told(effects: set[tuple[str, ...]]) -> str:
    return ", ".join(sorted({f"{_DO[each[0]]} {each[1]}" for each in effects}))


def _error(check: str, rule: Rule, says: str, how: str) -> Finding:
    return Finding.model_validate(
        {"check": check, "level": "error", "about": (rule.id,), "says": says, "how": how, "proved": True}
    )


def _about(check: str, rules: tuple[Rule, Rule], says: str, level: str = "info") -> Finding:
    about = tuple(rule.id for rule in rules)
    return Finding.model_validate(
        {"check": check, "level": level, "about": about, "says": says, "how": _TABLES, "proved": True}
    )
