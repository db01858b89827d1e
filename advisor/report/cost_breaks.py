"""The break-even of two variants as a row of a workbook: by formula where both costs are straight lines in the volume,
else as it was worked out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from advisor.language import N_, _
from advisor.report.cost_steps import Settings, is_curved_by
from advisor.report.live_cells import FALSE, Live, choose
from advisor.schema.costs import BreakEven, Costs, VariantCost

BREAK_EVEN_HEAD: Final = (
    N_("variant"), N_("other variant"), N_("a month, without pieces of work"), N_("the same, other"),
    N_("a piece of work"), N_("the same, other"), N_("total"), N_("total, other"), N_("cheaper at your volume"),
    N_("break-even, pieces of work a month"), N_("other is cheaper"), N_("how it was found"),
    N_("10 % of draws"), N_("90 % of draws"), N_("when this workbook was made"),
)  # fmt: skip
(_NAME, _OTHER, _FIXED, _FIXED_OTHER, _EACH, _EACH_OTHER, _TOTAL, _TOTAL_OTHER, _CHEAPER, _MEETS) = range(10)

BY_FORMULA: Final = N_("by formula: both are straight lines in the volume")
WORKED_OUT: Final = N_("worked out with caches or steps of replicas; it does not follow your changes")
"""A cache that follows the volume, or replicas that do, bend a line: then no closed form holds."""

_VERDICTS: Final = {
    "cheaper above": N_("above"),
    "cheaper below": N_("below"),
    "cheaper between": N_("between"),
    "always cheaper": N_("always"),
    "never cheaper": N_("never"),
}


def break_even_row(
    pair: BreakEven,
    sides: tuple[tuple[VariantCost, dict[str, Live]], tuple[VariantCost, dict[str, Live]]],
    costs: Costs,
    settings: Settings,
    own_cell: Callable[[int], str],
) -> list[Any]:
    """The cells of a row under `BREAK_EVEN_HEAD`; `own_cell` gives the place of a column in that row."""
    written: dict[int, Live] = {}
    for n, (_own, made) in enumerate(sides):
        fixed = (made["one-off"] + made["retraining"]) / settings.months + made["monthly"]
        each = made["running"] + made["failures"] if "failures" in made else made["running"]
        written[_FIXED + n], written[_EACH + n] = fixed, each
        written[_TOTAL + n] = _total(made, settings)
    here = {column: Live(own_cell(column), cell.value) for column, cell in written.items()}
    names = Live(own_cell(_NAME), pair.a), Live(own_cell(_OTHER), pair.b)
    is_known = choose(here[_TOTAL].is_number, here[_TOTAL_OTHER].is_number, FALSE)
    same_or_less = choose(here[_TOTAL_OTHER] < here[_TOTAL], names[1], names[0])
    cheaper = choose(is_known, same_or_less, "")
    left_out = costs.cost_of_a_failure is not None and costs.volume is None
    meets: object = pair.requests_per_month
    verdict: object = _(_VERDICTS[pair.verdict])
    how = _(WORKED_OUT)
    if not left_out and not any(is_curved_by(own.roles, settings) for own, _made in sides):
        meets, verdict, how = *_closed_form(here, own_cell), _(BY_FORMULA)
    cells = [pair.a, pair.b, *(written[column] for column in range(_FIXED, _CHEAPER)), cheaper, meets, verdict, how]
    return [*cells, pair.low, pair.high, pair.sentence]


def _total(made: dict[str, Live], settings: Settings) -> Live:
    """Failures count where they have a price, as in the simulation."""
    if "failures" not in made:
        return made["total"]
    whole = made["total"] + settings.months * settings.volume * made["failures"]
    return choose(made["total"].is_number, whole, made["total"])


def _closed_form(here: dict[int, Live], own_cell: Callable[[int], str]) -> tuple[Live, Live]:
    """[(F_b - F_a) / H + M_b - M_a] / (c_a - c_b), as in `advisor/costs/break_even.py`, and where b is cheaper."""
    extra, saved = here[_FIXED_OTHER] - here[_FIXED], here[_EACH] - here[_EACH_OTHER]
    at = extra / saved
    none, ever, never = _("none"), _("always"), _("never")
    meets = choose(saved.equals(0), none, choose(at > 0, at, none))
    cell = Live(own_cell(_MEETS), meets.value)
    saves = here[_EACH] > here[_EACH_OTHER]
    costs_less = here[_FIXED_OTHER] < here[_FIXED]
    always = choose(saved.equals(0), choose(costs_less, ever, never), choose(saves, ever, never))
    return meets, choose(cell.is_number, choose(saves, _("above"), _("below")), always)
