"""Steps and their order: what each needs, one default destination an approach, and nothing before itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from advisor.files.name_checks import check_condition, check_references
from advisor.files.repairs import listed, nearest
from advisor.files.rule_folder import Place
from advisor.files.yaml_text import Document, Path
from advisor.schema.rules import Book, Rule, Step

_PARTS: dict[str, tuple[str, ...]] = {"rag+fine-tuning": ("rag", "fine-tuning")}


def check_steps(book: Book, document: Document, steps: Sequence[Step], known: Sequence[str] = ()) -> list[str]:
    """Every mistake in the steps of one file: ids, order, conditions, and one default destination an approach.

    `known`: ids of the steps that stand below this file, in the book.
    """
    mistakes: list[str] = []
    earlier = list(known)
    all_ids = [*known, *(step.id for step in steps)]
    needs = {step.id: step.needs for step in book.steps}
    told: set[frozenset[str]] = set()
    for i, step in enumerate(steps):

        def place(path: Path, i: int = i) -> str:
            return document.place(("steps", i, *path))

        if step.id in known:
            mistakes.append(f"{place(('id',))}: `{step.id}` is already a step of the book; choose another id.")
        elif step.id in earlier:
            mistakes.append(f"{place(('id',))}: `{step.id}` is already the id of a step; rename one.")
        circle = _circle(step.id, needs)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            mistakes.append(
                f"{place(('needs',))}: `{step.id}` comes before itself: {', which needs '.join(_told(circle))}; "
                "take one of them out of `needs`."
            )
        for needed in step.needs:
            if needed not in all_ids:
                mistakes.append(f"{place(('needs',))}: there is no step `{needed}`.{nearest(needed, all_ids)}")
            elif needed not in earlier and not circle:
                mistakes.append(f"{place(('needs',))}: `{needed}` does not stand before `{step.id}`; move it up.")
        for j, condition in enumerate(step.when):
            for path in (("when", j), ("when",)):
                if ("steps", i, *path) in document.lines:
                    mistakes += check_condition(book, condition, path, place)
                    break
        if step.when and not step.destination:
            mistakes.append(
                f"{place(('when',))}: `when` only goes with `destination: true`; take it out of `{step.id}`."
            )
        if step.destination and step.approach == "any":
            mistakes.append(
                f"{place(('destination',))}: `{step.id}` is a destination of no approach; name its `approach`."
            )
        mistakes += check_references(book, step.source, place)
        earlier.append(step.id)
    for approach in ("prompting", "rag", "fine-tuning"):
        defaults = [step.id for step in book.steps if _is_default(step, approach)]
        if len(defaults) != 1:
            mistakes.append(
                f"{document.name}: `{approach}` needs exactly one destination step without `when`; "
                f"it has {listed(defaults) or 'none'}."
            )
    return mistakes


def before_themselves(book: Book, rule: Rule, place: Place) -> list[str]:
    """Steps that a rule puts before an approach although they only come after it."""
    needs = {step.id: step.needs for step in book.steps}
    mistakes = []
    for id in rule.effect.do_first:
        after = _all_needs(id, needs)
        for approach in rule.before:
            for part in _PARTS.get(approach, (approach,)):
                ends = [step.id for step in book.steps if step.destination and step.approach == part]
                needed = [end for end in ends if end in after and end != id]
                if needed:
                    why = f"it needs `{needed[0]}`, which is where `{part}` ends"
                elif ends == [id]:
                    why = f"it is itself where `{part}` ends"
                else:
                    continue
                mistakes.append(
                    f"{place(('before',))}: `{id}` cannot come before `{approach}`: {why}; "
                    f"take `{approach}` out of `before` or name another step."
                )
                break
    return mistakes


def _is_default(step: Step, approach: str) -> bool:
    return step.destination and step.approach == approach and not step.when


def _all_needs(id: str, needs: Mapping[str, Sequence[str]]) -> set[str]:
    """What a step needs, and what that needs, and so on."""
    found: set[str] = set()
    open = [id]
    while open:
        for each in needs.get(open.pop(), ()):
            if each not in found:
                found.add(each)
                open.append(each)
    return found


def _circle(id: str, needs: Mapping[str, Sequence[str]]) -> list[str]:
    """The shortest way from a step through its needs back to itself; empty if there is none."""
    ways, seen = [[id]], {id}
    for way in ways:
        for each in needs.get(way[-1], ()):
            if each == id:
                return [*way, id]
            if each not in seen:
                seen.add(each)
                ways.append([*way, each])
    return []


def _told(circle: Sequence[str]) -> list[str]:
    return [f"`{circle[0]}` needs `{circle[1]}`", *(f"`{each}`" for each in circle[2:])]
