"""The simplest variant that is good enough.

With a target, the simplest that meets it wins even when another scores higher; without one, the simplest that is shown
to be at most the margin below the best. Where nothing is shown, the simplest that probably is stands as provisional.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from advisor.evals.comparison import Comparisons
from advisor.evals.gaps import Gap
from advisor.evals.number_words import chance, signed_interval, size
from advisor.evals.readings import Scored, Variant
from advisor.evals.verdict_words import scored_words
from advisor.evals.verdicts import Standing
from advisor.schema.evidence import Choice
from advisor.schema.evidence import Standing as Word

NO_GAPS: Final[Mapping[str, Gap]] = MappingProxyType({})
PER = 1000
"""Requests that an extra cost is told for, where nobody said how many there are."""


def choose_variant(
    scored: Scored,
    standings: Sequence[Standing],
    comparisons: Comparisons,
    target: float | None,
    margin: float,
    held_back: str | None,
    monthly_volume: int | None = None,
    gaps: Mapping[str, Gap] = NO_GAPS,
) -> Choice:
    """The choice; `variant` is None where nothing is good enough yet."""
    if held_back:
        return Choice(
            variant=None, approach=None, standing="open", basis="closeness", others=(),
            sentence=f"No variant can be chosen on these results, because {held_back}.",
        )  # fmt: skip
    placed = list(zip(scored.variants, standings, strict=True))

    def simplest(holds: Callable[[Standing], bool]) -> tuple[Variant, Standing] | None:
        return next(((own, found) for own, found in placed if holds(found)), None)

    meeting = simplest(lambda found: found.verdict.meets == "meets_target")
    near = simplest(lambda found: found.verdict.meets == "probably_meets")
    margin_words = size(margin, scored.in_points)
    if target is not None and (meeting or near):
        own, found = meeting or near or placed[0]
        standing: Word = "shown" if meeting else "probable"
        met = "meets" if meeting else f"probably meets (probability {chance(found.verdict.p_meets or 0)})"
        sentence = f"{scored_words(scored, own)}: the simplest variant that {met} the target of {target:g}."
        return _choice(scored, own, standing, "target", sentence, comparisons, monthly_volume)
    good = simplest(lambda found: found.good_enough)
    probable = simplest(lambda found: found.probably)
    missed = "" if target is None else f"No variant is shown to meet the target of {target:g}. "
    if good:
        own, _ = good
        sentence = (
            f"{missed}`{own.name}` is the simplest that is shown to be no more than {margin_words} below any other."
        )
        return _choice(scored, own, "shown", "closeness", sentence, comparisons, monthly_volume)
    if probable:
        own, found = probable
        sentence = (
            f"{missed}Provisionally `{own.name}`: the simplest that is no more than {margin_words} below the"
            " best with a"
            f" probability of {chance(found.verdict.p_good_enough or 0)}."
        )
        return _choice(scored, own, "probable", "closeness", sentence, comparisons, monthly_volume)
    lacking = " and ".join(f"{gap.words} for `{gap.variant}`" for gap in gaps.values())
    because = f", because {lacking}: run them again" if lacking else ""
    return Choice(
        variant=None, approach=None, standing="open", basis="closeness", others=(),
        sentence=f"{missed}These results do not settle which variant is good enough{because}.",
    )  # fmt: skip


def _choice(
    scored: Scored,
    own: Variant,
    standing: Word,
    basis: str,
    sentence: str,
    comparisons: Comparisons,
    monthly_volume: int | None,
) -> Choice:
    return Choice.model_validate(
        {
            "variant": own.name,
            "approach": own.place,
            "standing": standing,
            "basis": basis,
            "sentence": sentence,
            "others": tuple(_more(scored, own, comparisons, monthly_volume)),
        }
    )


def _more(scored: Scored, own: Variant, comparisons: Comparisons, monthly_volume: int | None) -> list[str]:
    """What each variant that scores higher would bring, and cost."""
    found = []
    for other in scored.variants:
        pair = comparisons.get((other.name, own.name)) or comparisons.get((own.name, other.name))
        if other is own or pair is None or other.own.marks.mean <= own.own.marks.mean:
            continue
        paired = pair.main if pair.pair.a == other.name else pair.main.mirrored
        bar = f" ({signed_interval(paired.interval95, scored.in_points)})" if paired.interval95 else ""
        price = "at a cost that the results do not tell"
        if other.cost is not None and own.cost is not None:
            price = _price(other.cost - own.cost, monthly_volume)
        found.append(f"`{other.name}` scores {size(paired.difference, scored.in_points)} more{bar}, {price}.")
    return found


def _price(apart: float, monthly_volume: int | None) -> str:
    word = "more" if apart >= 0 else "less"
    if monthly_volume:
        return f"for ${abs(apart) * monthly_volume * 12:,.0f} {word} a year at {monthly_volume:,} requests a month"
    return f"for ${abs(apart) * PER:.3g} {word} per {PER:,} requests"
