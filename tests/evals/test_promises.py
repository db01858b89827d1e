"""What holds for any results.

Order never matters, repeats never narrow a bar, swapping mirrors, and no bar is without width.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from evals.builders import eval_set, set_of, with_samples
from hypothesis import given
from hypothesis import strategies as st

from advisor.evals.analysis import analyse
from advisor.evals.eval_set import EvalSet
from advisor.evals.samples import Sample

_MARKS = st.text("01x-", min_size=1, max_size=25).filter(lambda row: "0" in row or "1" in row)
_GRADES = st.lists(st.floats(0, 1, allow_subnormal=False).map(lambda value: round(value, 2)), min_size=1, max_size=25)


def _graded(rag: list[float], ft: list[float]) -> EvalSet:
    samples = [
        Sample(variant, f"i{place}", {"grade": value})
        for variant, values in (("rag", rag), ("ft", ft))
        for place, value in enumerate(values)
    ]
    return set_of(samples, {"rag": "rag", "ft": "fine-tuning"})


_SETS = st.one_of(
    st.builds(lambda rag, ft: eval_set({"rag": rag, "ft": ft}), _MARKS, _MARKS), st.builds(_graded, _GRADES, _GRADES)
)


@given(_SETS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(evals: EvalSet, random: Any) -> None:
    samples = list(evals.samples)
    random.shuffle(samples)
    assert analyse(with_samples(evals, samples), target=0.5) == analyse(evals, target=0.5)


@given(_SETS, st.integers(2, 4))
def test_repeating_every_row_never_narrows_a_bar(evals: EvalSet, times: int) -> None:
    repeated = tuple(replace(sample, epoch=epoch) for sample in evals.samples for epoch in range(1, times + 1))
    once, often = analyse(evals), analyse(with_samples(evals, repeated))
    for before, after in zip(once.variants, often.variants, strict=True):
        assert after.epochs == times * before.epochs
        for name, score in before.scores.items():
            again = after.scores[name]
            assert (again.n, again.mean, again.se, again.interval) == (score.n, score.mean, score.se, score.interval)
    assert [pair.interval95 for pair in often.pairs] == [pair.interval95 for pair in once.pairs]
    assert often.facts == once.facts


@given(_SETS)
def test_swapping_the_two_variants_mirrors_the_interval(evals: EvalSet) -> None:
    swapped = replace(evals, approaches={"rag": "rag+fine-tuning", "ft": "prompting"})
    for pair, mirror in zip(analyse(evals).pairs, analyse(swapped).pairs, strict=True):
        assert (mirror.a, mirror.b, mirror.difference, mirror.p_value) == (
            pair.b,
            pair.a,
            -pair.difference,
            pair.p_value,
        )
        for here, there in ((pair.interval95, mirror.interval95), (pair.interval90, mirror.interval90)):
            assert (here is None) == (there is None)
            if here and there:
                assert (there.low, there.high) == (-here.high, -here.low)
        opposite = {"a better": "b better", "b better": "a better"}
        assert mirror.verdict == opposite.get(pair.verdict, pair.verdict)


@given(st.integers(1, 300), st.sampled_from("01"))
def test_equal_marks_everywhere_leave_every_bar_a_width(n: int, mark: str) -> None:
    evidence = analyse(eval_set({"rag": mark * n, "ft": mark * n}))
    bars = [found.scores["correct"].interval for found in evidence.variants]
    bars += [evidence.pairs[0].interval95, evidence.pairs[0].interval90]
    assert all(bar is not None and bar.high - bar.low > 0 for bar in bars)


@given(_SETS)
def test_a_dominated_variant_leaves_the_other_estimates_alone(evals: EvalSet) -> None:
    worse = tuple(
        replace(sample, variant="zzz", scores=dict.fromkeys(sample.scores, 0.0), failed=False, error=None)
        for sample in evals.samples
        if sample.variant == "rag"
    )
    more = analyse(with_samples(evals, (*evals.samples, *worse)))
    before = {found.variant: found.scores for found in analyse(evals).variants}
    assert {found.variant: found.scores for found in more.variants if found.variant != "zzz"} == before
