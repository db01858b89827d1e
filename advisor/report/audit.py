"""The audit of a rule book as plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from advisor.schema.audit import Audit, Finding, Promise, Witness

_HOLDS = {True: "holds", False: "BROKEN", None: "not known"}


def audit_as_text(found: Audit) -> str:
    """A summary line, then the promises, what is to be mended, what is to be looked at, and what is reached."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Audit) -> Iterator[str]:
    holding = sum(each.holds is True for each in found.promises)
    to_look_at = [each for each in found.findings if each.level == "info"]
    yield (
        f"AUDIT of {found.rules} rules over {found.answer_sets:.3g} answer sets and {found.results:,} combinations of "
        f"eval results: {found.errors} to mend, {len(to_look_at)} to look at, "
        f"{holding} of {len(found.promises)} promises hold."
    )
    yield from ("", "Promises")
    for promise in found.promises:
        yield f"  {_HOLDS[promise.holds]}: {promise.promise}{_at(promise)} [{promise.how}]"
    for title, level in (("To mend", "error"), ("To look at", "info")):
        held = [each for each in found.findings if each.level == level]
        if held:
            yield from ("", title)
        counts = Counter(each.check for each in held)
        for check, count in counts.items():
            yield f"  {check} ({count})"
            for each in held:
                if each.check == check:
                    yield f"    {_about(each)}: {each.says}{_at(each)}{'' if each.proved else f' [{each.how}]'}"
    yield from ("", "What is reached")
    silent = sum(each.check == "never matters" for each in found.findings)
    yield (
        f"  {len(found.adds)} parts of {len({each.rule for each in found.adds})} rules change the advice, each on an "
        f"answer set; {silent} {'part' if silent == 1 else 'parts'} not seen to"
    )
    yield f"  {len(found.approaches)} approaches recommended, {len(found.steps)} steps taken, each on an answer set"
    unseen = [each.question for each in found.scales if not each.found and not each.excluded]
    if unseen:
        yield f"  no way to and fro seen along {', '.join(unseen)} in {found.scales[0].draws:,} draws; not proved"
    yield "  --format json gives every answer set and every proof"


def _about(finding: Finding) -> str:
    return f"`{finding.about[0]}`"


def _at(thing: Finding | Promise) -> str:
    return f" — at {_told(thing.witness)}" if thing.witness else ""


def _told(witness: Witness) -> str:
    return ", ".join(f"{fact}: {value}" for fact, value in (witness.answers | witness.results).items()) or "no answers"
