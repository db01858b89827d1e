"""What a moved slider changed, told in sentences; what merely moved is not told."""

from __future__ import annotations

from report.cost_builders import costs, priced
from report.figure_builders import evidence, with_costs

from advisor.report.figure import changes

PROMPT = priced("prompt a", 0.02, 300)
TUNED = priced("ft c", 0.001, 9000, "fine-tuning")


def at_volume(volume: float):  # type: ignore[no-untyped-def]
    prompt = priced("prompt a", 0.02, 300, volume=volume)
    tuned = priced("ft c", 0.001, 9000, "fine-tuning", volume=volume)
    return with_costs(evidence(), costs(prompt, tuned, volume=volume))


def test_nothing_is_told_when_nothing_changed() -> None:
    assert changes(at_volume(10_000), at_volume(10_000)) == ()


def test_nothing_is_told_when_figures_merely_moved() -> None:
    assert changes(at_volume(10_000), at_volume(11_000)) == ()


def test_a_volume_beyond_the_break_even_is_told() -> None:
    assert changes(at_volume(10_000), at_volume(100_000)) == (
        "`prompt a` is no longer unbeaten in cost and quality.",
        "The cheapest over 12 months is now `ft c`, $10,200 (range $7,650 to $12,750); it was `prompt a`.",
        "At your volume `ft c` now costs less than `prompt a` (break-even at 38,158 a month).",
    )


def test_a_break_even_without_a_volume_says_nothing() -> None:
    free = at_volume(10_000)
    assert free.costs is not None
    unset = free.model_copy(update={"costs": free.costs.model_copy(update={"volume": None})})
    assert changes(unset, unset) == ()


def test_verdicts_and_the_target_are_told() -> None:
    before, after = evidence(target=0.8), evidence(target=0.4)
    told = changes(before, after)
    assert "`prompt a` against the target: now probably meets; it was below target." in told
    assert told[0] == "The simplest that is good enough is now `rag b`; it was `ft c`."


def test_a_changed_verdict_is_told() -> None:
    before, after = evidence(margin=0.05), evidence(margin=0.5)
    words = {each.variant: each.verdict for each in after.verdicts}
    assert f"`prompt a` is now {words['prompt a']}; it was shown worse." in changes(before, after)


def test_a_chance_that_crosses_one_half_is_told() -> None:
    found = costs(PROMPT, TUNED)
    before, after = (with_costs(evidence(), found, chances={"ft c": chance}) for chance in (0.4, 0.62))
    assert changes(before, after) == (
        "`ft c`: the chance to be unbeaten in cost and quality is now 62 %, at least half.",
    )
    assert changes(after, before) == ("`ft c`: the chance to be unbeaten in cost and quality is now 40 %, below half.",)


def test_limits_are_told() -> None:
    before = with_costs(evidence(), costs(PROMPT.model_copy(update={"cost_limit": "within"}), TUNED))
    after = with_costs(evidence(), costs(PROMPT.model_copy(update={"cost_limit": "beyond"}), TUNED))
    assert changes(before, after) == ("`prompt a` and the limit of cost: now beyond; it was within.",)


def test_the_cheapest_that_is_good_enough_is_told() -> None:
    before = with_costs(evidence(), costs(PROMPT, TUNED, cheapest_good_enough="ft c"))
    after = with_costs(evidence(), costs(PROMPT, TUNED))
    assert changes(before, after) == ("The cheapest that is good enough is now none; it was `ft c`.",)


def test_costs_that_were_not_there_before_are_no_change_of_the_cheapest() -> None:
    assert not [each for each in changes(evidence(), at_volume(10_000)) if "cheapest" in each]
