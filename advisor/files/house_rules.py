"""A team's own rules laid on top of a book: rules added, replaced and switched off, with their sources and steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import TypeAdapter

from advisor.files.example_checks import check_examples
from advisor.files.repairs import nearest
from advisor.files.rule_folder import Place, RuleFolder, Themes
from advisor.files.rulebook import RuleBook, fingerprint_on_top, house_texts
from advisor.files.rulebook_checks import check_rules
from advisor.files.rulebook_reading import RulesRead
from advisor.files.step_checks import check_steps
from advisor.files.veto_checks import check_vetoes
from advisor.schema.rules import Book, Rule, Source, Step

_NOT_OF_A_HOUSE = ("questions.yaml", "facts.yaml", "weights.yaml", "prices.yaml", "terms.yaml")


def read_house(below: RulesRead, folders: Sequence[Path]) -> RulesRead:
    """The book with each folder of house rules on top of what is below it; the examples are those of the houses.

    Every mistake is told, those below included. `below.book` must be there.
    """
    names = [folder.resolve().name for folder in folders]
    read = RulesRead(below.book, (), below.mistakes, below.example_mistakes, below.rule_places, below.source_places)
    for folder, name in zip(folders, names, strict=True):
        read = _lay_on_top(read, house_texts(folder), name if names.count(name) == 1 else str(folder))
    return read


def _lay_on_top(below: RulesRead, texts: dict[str, bytes], label: str) -> RulesRead:
    base = below.book
    if base is None:
        return below
    files = {name: content for name, content in texts.items() if name.endswith(".yaml")}
    folder = RuleFolder(files, label, base.language)
    mistakes = folder.mistakes
    mistakes += _wrong_files(texts, folder)
    sources: dict[str, Source] | None = {}
    if "sources.yaml" in texts:
        sources = folder.model("sources.yaml", TypeAdapter(dict[str, Source]))
    steps: tuple[Step, ...] | None = ()
    if "steps.yaml" in texts:
        steps = folder.model("steps.yaml", TypeAdapter(tuple[Step, ...]), "steps")
    themes = folder.themes(house=True)
    mistakes += _wrong_ids(base, themes)
    if sources is None or steps is None:
        return RulesRead(None, below.examples, (*below.mistakes, *mistakes), below.example_mistakes)

    book = _merge(base, fingerprint_on_top(base.fingerprint, texts), themes, sources, steps)
    source_places = {id: folder.documents["sources.yaml"].place((id,)) for id in sources}
    mistakes += [
        f"{source_places[id]}: `{id}` is already a source of the book; choose another id."
        for id in sources
        if id in base.sources
    ]
    if steps:
        mistakes += check_steps(book, folder.documents["steps.yaml"], steps, [step.id for step in base.steps])
    mistakes += check_rules(book, themes.rules)
    mistakes += check_vetoes(book, themes.rules)
    own = [rule for _, rule in themes.rules]
    about_examples, sound = ([], []) if mistakes else check_examples(book, themes.examples, own, folder.label)
    return RulesRead(
        book,
        (*below.examples, *((place(()), example) for place, example in sound)),
        (*below.mistakes, *mistakes),
        (*below.example_mistakes, *about_examples),
        {**below.rule_places, **{rule.id: place(("id",)) for place, rule in themes.rules}},
        {**below.source_places, **source_places},
    )


def _merge(
    base: RuleBook, fingerprint: str, themes: Themes, sources: dict[str, Source], steps: Iterable[Step]
) -> RuleBook:
    off = {switch.rule for _, switch in themes.switched_off}
    own = {rule.id for _, rule in themes.rules}
    kept = [
        # a rule that is gone disputes nothing any more
        rule.model_copy(update={"disputes": tuple(id for id in rule.disputes if id not in off)})
        for rule in base.rules
        if rule.id not in off and rule.id not in own
    ]
    rules = sorted((*kept, *(rule for _, rule in themes.rules)), key=lambda rule: rule.id)
    changed = {
        "fingerprint": fingerprint,
        "sources": {**base.sources, **sources},
        "steps": _in_order(base.steps, steps),
        "rules": tuple(rules),
        "switched_off": (*base.switched_off, *(switch for _, switch in themes.switched_off)),
    }
    # built anew, not copied: what a book has worked out and keeps for itself is not that of another book
    return RuleBook(**({name: getattr(base, name) for name in RuleBook.model_fields} | changed))


def _in_order(below: Sequence[Step], added: Iterable[Step]) -> tuple[Step, ...]:
    """The steps of the book with each added one directly after the last that it needs, or first if it needs none."""
    order = list(below)
    new: list[Step] = []
    for step in added:
        at = max((i + 1 for i, other in enumerate(order) if other.id in step.needs), default=0)
        while at < len(order) and order[at] in new:
            at += 1
        order.insert(at, step)
        new.append(step)
    return tuple(order)


def _wrong_files(texts: dict[str, bytes], folder: RuleFolder) -> list[str]:
    mistakes = [
        f"{folder.label}{name}: only files that end in `.yaml` are read; rename it to `{name[:-4]}.yaml`."
        for name in texts
        if name.endswith(".yml")
    ]
    mistakes += [
        f"{folder.label}{name}: house rules bring no {name[:-5]}, the book's stay as they are; take the file out. "
        "A folder with `questions.yaml` is a whole book and stands alone."
        for name in _NOT_OF_A_HOUSE
        if name in texts
    ]
    if not texts:
        mistakes.append(
            f"{folder.label[:-1]}: there is no rule in it; add a file such as `ours.yaml` with a list `rules:`."
        )
    return mistakes


def _wrong_ids(base: Book, themes: Themes) -> list[str]:
    """Rules that stand where one of the book already is without saying so, or for one that is not there."""
    below = {rule.id for rule in base.rules}
    gone = {switch.rule for switch in base.switched_off}
    own = {rule.id: (place, rule) for place, rule in themes.rules}
    mistakes = []
    for place, rule in themes.rules:
        if rule.id in below and not rule.replaces:
            mistakes.append(
                f"{place(('id',))}: `{rule.id}` is already the id of a rule of the book; choose another id, or write "
                "`replaces: true` if it is to stand in that rule's place."
            )
        if rule.id not in below and rule.replaces:
            mistakes.append(
                f"{place(('replaces',))}: there is no rule `{rule.id}` to replace.{nearest(rule.id, below)} "
                "Take `replaces` out if the rule is new."
            )
    seen: set[str] = set()
    for place, switch in themes.switched_off:
        mistakes += _wrong_switch(switch.rule, place(("rule",)), below, own, seen | gone)
        seen.add(switch.rule)
    return mistakes


def _wrong_switch(
    id: str, here: str, below: set[str], own: dict[str, tuple[Place, Rule]], already: set[str]
) -> list[str]:
    if id in already:
        return [f"{here}: `{id}` is switched off already; take this entry out."]
    if id in own and id in below:
        return [f"{here}: `{id}` is switched off here and replaced at {own[id][0](('id',))}; keep one of the two."]
    if id in own:
        return [f"{here}: `{id}` is a rule of your own; take it out at {own[id][0](('id',))} instead."]
    if id not in below:
        return [f"{here}: there is no rule `{id}` to switch off.{nearest(id, below)}"]
    return []
