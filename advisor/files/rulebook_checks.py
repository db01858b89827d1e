"""What a schema cannot see in a rule book: names that must exist elsewhere, and rules that contradict themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from advisor.files.repairs import listed, nearest
from advisor.files.yaml_text import Document, Path
from advisor.schema.rules import Book, Condition, Example, Rule, SourceRef, Step
from advisor.schema.words import APPROACHES, UNKNOWN

Place = Callable[[Path], str]
Placed = Sequence[tuple[Place, Rule]]


def check_rules(book: Book, rules: Placed) -> list[str]:
    """Every mistake in the rules, one line each."""
    mistakes: list[str] = []
    seen: dict[str, str] = {}
    ids = {rule.id for _, rule in rules}
    for place, rule in rules:
        if rule.id in seen:
            mistakes.append(
                f"{place(('id',))}: `{rule.id}` is already the id of the rule at {seen[rule.id]}; rename one."
            )
        seen.setdefault(rule.id, place(("id",)))
        for part in ("when", "unless", "lifted_by"):
            mistakes += _condition(book, getattr(rule, part), (part,), place)
        mistakes += _effect(book, rule, place)
        mistakes += _references(book, rule.source, place)
        for i, other in enumerate(rule.disputes):
            if other not in ids:
                mistakes.append(f"{place(('disputes', i))}: there is no rule `{other}`.{nearest(other, ids)}")
        if rule.unless and all(fact in rule.when and set(rule.when[fact]) <= set(v) for fact, v in rule.unless.items()):
            mistakes.append(
                f"{place(('unless',))}: `{rule.id}` can never fire, since its `unless` covers its `when`; narrow it."
            )
        if rule.review_by and not rule.checked:
            mistakes.append(
                f"{place(('review_by',))}: `review_by` needs `checked`, the day on which the claim was last read."
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
    both = set(effect.supports) & set(effect.opposes)
    if both:
        mistakes.append(f"{here}: `{rule.id}` supports and opposes {listed(sorted(both))}; keep one.")
    if effect.rules_out and not rule.lifted_by:
        mistakes.append(f"{here}: `{rule.id}` rules out without `lifted_by`; say which answers lift the veto.")
    if rule.lifted_by and not effect.rules_out:
        mistakes.append(f"{place(('lifted_by',))}: `lifted_by` only goes with rules_out; use `unless` in `{rule.id}`.")
    if set(effect.rules_out) >= set(APPROACHES):
        mistakes.append(f"{here}: `{rule.id}` rules out every approach; leave at least one.")
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


def _condition(book: Book, condition: Condition, path: Path, place: Place) -> list[str]:
    mistakes, legal = [], book.legal_values
    for fact, values in condition.items():
        here = place((*path, fact))
        if fact not in legal:
            mistakes.append(f"{here}: there is no question or fact `{fact}`.{nearest(fact, legal)}")
            continue
        for value in values:
            if value == UNKNOWN:
                mistakes.append(
                    f"{here}: `unknown` is not a value to ask for in `{fact}`; a rule waits by itself (see `presume`)."
                )
            elif value not in legal[fact]:
                hint = nearest(value, legal[fact])
                mistakes.append(f"{here}: `{value}` is not a value of `{fact}`.{hint} It takes {listed(legal[fact])}.")
        if not values:
            mistakes.append(f"{here}: `{fact}` lists no value, so it never holds; list some or take the line out.")
        if set(values) >= set(legal[fact]):
            mistakes.append(f"{here}: `{fact}` lists every value, so the line says nothing; take it out.")
        if len(set(values)) < len(values):
            mistakes.append(f"{here}: `{fact}` lists a value twice; keep one.")
    return mistakes


def _references(book: Book, source: Sequence[SourceRef], place: Place) -> list[str]:
    return [
        f"{place(('source', i, 'ref'))}: there is no source `{reference.ref}` in sources.yaml."
        f"{nearest(reference.ref, book.sources)}"
        for i, reference in enumerate(source)
        if reference.ref not in book.sources
    ]


def check_steps(book: Book, document: Document) -> list[str]:
    """Every mistake in the steps: ids, order, conditions, and one default destination for each single approach."""
    mistakes: list[str] = []
    earlier: list[str] = []
    for i, step in enumerate(book.steps):

        def place(path: Path, i: int = i) -> str:
            return document.place(("steps", i, *path))

        if step.id in earlier:
            mistakes.append(f"{place(('id',))}: `{step.id}` is already the id of a step; rename one.")
        for needed in step.needs:
            if needed not in earlier:
                mistakes.append(
                    f"{place(('needs',))}: `{needed}` does not stand before `{step.id}`; move it up."
                    f"{nearest(needed, earlier)}"
                )
        for j, condition in enumerate(step.when):
            for path in (("when", j), ("when",)):
                if path in {p[2:] for p in document.lines if p[:2] == ("steps", i)}:
                    mistakes += _condition(book, condition, path, place)
                    break
        if step.when and not step.destination:
            mistakes.append(
                f"{place(('when',))}: `when` only goes with `destination: true`; take it out of `{step.id}`."
            )
        if step.destination and step.approach == "any":
            mistakes.append(
                f"{place(('destination',))}: `{step.id}` is a destination of no approach; name its `approach`."
            )
        mistakes += _references(book, step.source, place)
        earlier.append(step.id)
    for approach in ("prompting", "rag", "fine-tuning"):
        defaults = [step.id for step in book.steps if _is_default(step, approach)]
        if len(defaults) != 1:
            mistakes.append(
                f"{document.name}: `{approach}` needs exactly one destination step without `when`; "
                f"it has {listed(defaults) or 'none'}."
            )
    return mistakes


def _is_default(step: Step, approach: str) -> bool:
    return step.destination and step.approach == approach and not step.when


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


def check_examples(book: Book, examples: Sequence[tuple[Place, Example]]) -> list[str]:
    """Names in the examples that do not exist, and rules without a firing or a silent example."""
    mistakes: list[str] = []
    rules = {rule.id: rule for rule in book.rules}
    legal = book.legal_values
    asked = {question.id for question in book.questions}
    steps = [step.id for step in book.steps]
    for place, example in examples:
        for part, names in (("answers", asked), ("evidence", set(legal) - asked)):
            for fact, value in getattr(example, part).items():
                here = place((part, fact))
                if fact not in names:
                    mistakes.append(f"{here}: `{fact}` is not to be given under `{part}`.{nearest(fact, names)}")
                elif value not in legal[fact]:
                    mistakes.append(f"{here}: `{value}` is not a value of `{fact}`. It takes {listed(legal[fact])}.")
        for part in ("fires", "silent", "waits", "because_of"):
            for id in getattr(example, part):
                if id not in rules:
                    mistakes.append(f"{place((part,))}: there is no rule `{id}`.{nearest(id, rules)}")
        if example.now is not None and example.now not in steps:
            mistakes.append(f"{place(('now',))}: there is no step `{example.now}`.{nearest(example.now, steps)}")
    for part, word in (("fires", "fires"), ("silent", "is silent")):
        shown = set(chain.from_iterable(getattr(example, part) for _, example in examples))
        for rule in book.rules:
            if rule.id not in shown:
                mistakes.append(f"{rule.theme}_test.yaml: `{rule.id}` has no example in which it {word}; add one.")
    return mistakes
