"""The audit of a rule book over its whole answer space: what is found, each with a witness or a proof."""

from __future__ import annotations

from advisor.decision.auditing.adds import what_rules_add
from advisor.decision.auditing.bounds import Bounds
from advisor.decision.auditing.conditions import never_or_always, pairs, questions
from advisor.decision.auditing.promises import promises
from advisor.decision.auditing.reach import approaches, steps
from advisor.decision.auditing.scales import back_and_forth
from advisor.decision.auditing.space import Space
from advisor.decision.auditing.truth import all_conditions, truths
from advisor.schema.audit import Adds, Audit, Finding, Reached, Scale
from advisor.schema.rules import Book

_DRAWN = 20_000


def audit(book: Book, seed: int = 0) -> Audit:
    """All that is found in a book; the same seed gives the same witnesses.

    The answer space: every question at every option or unknown, and every combination of derived facts that results
    can give. What is said of conditions is exact, from truth tables; what is impossible is proved by variable
    elimination over all values; what is possible has a witness, asked of the engine. The rest says that it is neither.
    """
    space = Space(book, seed)
    bounds, rules = Bounds(space), truths(space)
    conditions = list(all_conditions(space, rules))
    drawn = space.draw(_DRAWN)
    adds = list(what_rules_add(space, bounds))
    led = list(approaches(space, bounds, drawn))
    taken = list(steps(space, adds, drawn))
    scales = tuple(back_and_forth(space, conditions, drawn))
    found = (
        *never_or_always(space),
        *pairs(space, rules),
        *(each for each in adds if isinstance(each, Finding)),
        *(each for each in led if isinstance(each, Finding)),
        *(each for each in taken if isinstance(each, Finding)),
        *questions(space, conditions),
        *(_to_and_fro(each) for each in scales if each.witness is not None),
    )
    return Audit(
        rules_fingerprint=book.fingerprint,
        rules=len(book.rules),
        questions=len(book.questions),
        answer_sets=space.size,
        results=len(space.results),
        seed=seed,
        findings=tuple(sorted(found, key=lambda each: each.level != "error")),
        adds=tuple(each for each in adds if isinstance(each, Adds)),
        approaches=tuple(each for each in led if isinstance(each, Reached)),
        steps=tuple(each for each in taken if isinstance(each, Reached)),
        scales=scales,
        promises=tuple(promises(space, bounds, drawn)),
    )


def _to_and_fro(scale: Scale) -> Finding:
    along = ", ".join(f"`{option}`: {approach}" for option, approach in scale.along.items())
    return Finding(
        check="back and forth",
        level="info",
        about=(scale.question,),
        says=f"moving along it leads to and fro in {100 * scale.share:.2f} % of answer sets drawn "
        f"({100 * scale.low:.2f} to {100 * scale.high:.2f} %): {along}",
        how=f"{scale.found} of {scale.draws:,} answer sets drawn, all other answers as they are",
        proved=True,
        witness=scale.witness,
    )
