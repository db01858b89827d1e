"""Costs as a workbook: inputs that may be changed, formulas that follow them, ranges that do not."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from advisor.errors import AdvisorError
from advisor.language import N_, _, day
from advisor.report import cost_words
from advisor.report.cost_breaks import BREAK_EVEN_HEAD, break_even_row
from advisor.report.cost_steps import BLOCKS, SUMMED, Settings, VariantCells, put_steps
from advisor.report.cost_words import AGES, ORIGINS
from advisor.report.live_cells import Live, add_up, choose
from advisor.report.sheet_writer import SheetWriter, Workbook, place, sheet_name
from advisor.schema.costs import CostInput, CostPart, CostRange, Costs, ModelNotice, VariantCost
from advisor.schema.words import approach_title
from advisor.version import __version__

INPUT_HEAD: Final = (
    N_("id"), N_("title"), N_("variant"), N_("low"), N_("likely"), N_("high"), N_("unit"), N_("origin"),
    N_("rests on"), N_("as of"), N_("age"),
)  # fmt: skip
_LIKELY: Final = INPUT_HEAD.index("likely")
_TOP: Final = 3
"""The row of the table's head on every sheet, from 0; above it stands what the sheet is."""

INPUTS: Final = N_("Inputs")
COSTS: Final = N_("Costs")
"""The sheets that formulas name."""

_HOW: Final = (
    N_(
        "Inputs: the yellow cells may be changed. The formulas read the column `likely`; an empty cache hit rate is"
        " worked out from the volume."
    ),
    N_("Costs: a column a variant, a row a step. The formulas follow the yellow cells at once."),
    N_("Break-even: from which volume on one variant costs less than another."),
    N_("Ranges: what the simulation gave when this workbook was made. It does not follow your changes."),
    N_("Prices: the prices among the inputs, with who says so and when; and models that end."),
    N_("How often is trained within the horizon is an input too: where you change the horizon, change it as well."),
)


def costs_as_workbook(costs: Costs, today: datetime.date | None = None, caveat: str | None = None) -> bytes:
    """The workbook as the content of an .xlsx file; the same costs on the same day give the same bytes.

    Formulas carry their values, so that a viewer that does not calculate shows them. Raises `AdvisorError` where
    XlsxWriter is missing.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise AdvisorError(
            'A workbook needs the extra `costs`; install it with: python -m pip install "llm-approach-advisor[costs]"'
        ) from None
    made_on, out = today or datetime.date.today(), io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as file:
        file.set_properties(
            {"title": _("What it costs"), "created": datetime.datetime(made_on.year, made_on.month, made_on.day)}
        )
        book = Workbook(file)
        _write_read_me(book.sheet(_("Read me")), costs, made_on, caveat)
        inputs = _Inputs(book.sheet(_(INPUTS)), costs)
        made = _write_costs(book.sheet(_(COSTS)), costs, inputs)
        _write_break_evens(book.sheet(_("Break-even")), costs, inputs.settings, made)
        _write_ranges(book.sheet(_("Ranges")), costs)
        _write_prices(book.sheet(_("Prices")), costs, inputs)
    return out.getvalue()


def _write_read_me(sheet: SheetWriter, costs: Costs, made_on: datetime.date, caveat: str | None) -> None:
    sheet.widths(26, 110)
    sheet.title(_("What it costs"))
    rows: list[tuple[str, str]] = [
        (_("About these numbers"), caveat or ""),
        (_("In short"), cost_words.answer(costs)),
        (_("Not ranked"), cost_words.without_total(costs)),
        (_("Made on"), day(made_on)),
        (_("Made with"), f"llm-approach-advisor {__version__}"),
        (_("Method"), cost_words.method(costs)),
        (_("Prices"), cost_words.price_dates(costs)),
        *((_("Old prices"), text) for text in cost_words.old_prices(costs)),
        *((_("How to use it"), _(text)) for text in _HOW),
        *((_("Still to be entered"), _about(each.variant, cost_words.asked(each))) for each in costs.missing),
        *((_("Note"), note) for note in costs.notes),
        *((_("Note"), _about(own.variant, cost_words.sentence(note))) for own in costs.variants for note in own.notes),
    ]
    before = ""
    for what, text in rows:
        if text:
            sheet.row("" if what == before else what, text, style="wrapped")
            before = what


def _about(variant: str | None, text: str) -> str:
    return _("{variant}: {text}", variant=variant, text=text) if variant else text


class _Inputs:
    """The sheet of inputs: each in a row, the settings first; the cells that formulas read by id."""

    def __init__(self, sheet: SheetWriter, costs: Costs) -> None:
        self._sheet = sheet
        sheet.widths(34, 34, 18, 12, 14, 12, 26, 12, 30, 12, 8)
        sheet.title(_(INPUTS), _("Yellow cells may be changed; all formulas follow the column `likely`."))
        sheet.head(_TOP, [_(name) for name in INPUT_HEAD])
        own = {each.id: each for each in costs.inputs}
        volume = self._put(own["volume"]) if "volume" in own else self._setting("volume", N_("Volume"), None, "a month")
        hits, kept, fall = costs.cache_hit_rate, costs.cache_minutes, costs.price_decline_per_year
        self.settings = Settings(
            volume=volume,
            months=self._setting("horizon", N_("Horizon"), costs.horizon_months, "months"),
            hit_rate=self._setting("cache-hit-rate", N_("Cache hit rate"), hits, N_("share, empty: by volume")),
            cache_minutes=self._setting("cache-minutes", N_("A prompt stays in the cache"), kept, N_("minutes")),
            price_decline=self._setting("price-decline", N_("Token prices fall"), fall, N_("share a year")),
        )
        self.cells = {id: self._put(each) for id, each in own.items() if id != "volume"}
        if "volume" in own:
            self.cells["volume"] = volume
        self.variants = [self._variant(each, costs) for each in costs.variants]

    def _variant(self, own: VariantCost, costs: Costs) -> VariantCells:
        trainings = failures = None
        if own.trainings is not None:
            title = N_("Trainings within the horizon")
            trainings = self._setting(
                f"{own.variant}/trainings", title, own.trainings, N_("trainings"), own.variant, N_("worked out")
            )
        fails = _failure_share(own, costs)
        if fails is not None and "cost-of-a-failure" in self.cells:
            share = self._setting(
                f"{own.variant}/failures",
                N_("Failures"),
                fails,
                N_("share of pieces of work"),
                own.variant,
                N_("results"),
            )
            failures = share * self.cells["cost-of-a-failure"]
        cells = {role: self.cells[id] for role, id in own.roles.items()}
        return VariantCells(own, cells, trainings, failures)

    def _put(self, own: CostInput) -> Live:
        cells: list[Any] = [own.id, own.title, own.variant, own.low, own.likely, own.high, _(own.unit)]
        return self._write([*cells, *_origin(own)], own.likely)

    def _setting(
        self,
        id: str,
        title: str,
        value: float | None,
        unit: str,
        variant: str | None = None,
        origin: str = N_("setting"),
    ) -> Live:
        return self._write([id, _(title), variant, None, value, None, _(unit), _(origin), None, None, None], value)

    def _write(self, cells: Sequence[Any], likely: float | None) -> Live:
        row = self._sheet.row(*cells, entry=_LIKELY)
        return Live(place(row, _LIKELY, _(INPUTS)), "" if likely is None else likely)


def _origin(own: CostInput) -> tuple[Any, ...]:
    """Who says so, when, and how old that is."""
    return _(ORIGINS[own.origin]), own.rests_on, own.as_of, own.age and _(AGES[own.age])


def _failure_share(own: VariantCost, costs: Costs) -> float | None:
    """The share of pieces of work that fail, where their cost counts: from the figures that rest on it."""
    if own.with_failures is None or own.all_in is None or costs.cost_of_a_failure is None:
        return None
    if own.per_success is not None:
        return 1 - own.all_in.likely / own.per_success.likely
    price = costs.cost_of_a_failure.likely
    return (own.with_failures.likely - own.all_in.likely) / price if price else 0.0


def _write_costs(sheet: SheetWriter, costs: Costs, inputs: _Inputs) -> list[dict[str, Live]]:
    """A row a step, a column a variant; for each variant step -> its cell."""
    sheet.widths(40, 24, *([18] * len(costs.variants)))
    told = _("US dollars. Every number is a formula of the sheet Inputs; an empty cell is no part of it.")
    sheet.title(_(COSTS), told)
    sheet.head(_TOP, (_("step"), _("unit"), *(own.variant for own in costs.variants)))
    sheet.row(_("Approach"), "", *(approach_title(own.approach) if own.approach else "" for own in costs.variants))
    sheet.row(_("Model"), "", *(own.model or "" for own in costs.variants))
    rows: dict[str, int] = {}
    for title, steps in BLOCKS.items():
        sheet.heading(_(title))
        for step in steps:
            rows[step.id] = sheet.row(_(step.title), _(step.unit), style="sum" if step.is_sum else "")
    sums = {step.id for steps in BLOCKS.values() for step in steps if step.is_sum}
    made = []
    for column, x in enumerate(inputs.variants, start=2):
        cells: dict[str, Live] = {}

        def put(id: str, formula: Live, column: int = column, cells: dict[str, Live] = cells) -> Live:
            sheet.formula(rows[id], column, formula, "sum" if id in sums else "")
            cells[id] = Live(place(rows[id], column), formula.value)
            return cells[id]

        def add(name: str, column: int = column, cells: dict[str, Live] = cells, put: Any = put) -> Live:
            parts = SUMMED[name][1]
            span = f"{place(rows[parts[0]], column)}:{place(rows[parts[-1]], column)}"
            whole = add_up(span, [cells[each] for each in parts if each in cells])
            if name == "monthly" and "machines" in cells:  # how many replicas run is not known without a volume
                whole = choose(inputs.settings.volume.is_number, whole, _(cost_words.NOT_KNOWN))
            found: Live = put(name, whole)
            return found

        put_steps(x, inputs.settings, put, add)
        made.append({id: Live(f"{sheet_name(_(COSTS))}!{cell.text}", cell.value) for id, cell in cells.items()})
    return made


def _write_break_evens(sheet: SheetWriter, costs: Costs, settings: Settings, made: Sequence[dict[str, Live]]) -> None:
    sheet.widths(20, 20, 14, 14, 14, 14, 16, 16, 20, 14, 18, 52, 14, 14, 90)
    told = _("From which volume a month on the second variant costs less than the first, over the horizon.")
    sheet.title(_("Break-even"), told)
    sheet.head(_TOP, [_(name) for name in BREAK_EVEN_HEAD])
    order = {own.variant: n for n, own in enumerate(costs.variants)}
    for pair in costs.break_evens:
        row = sheet.next_row
        a, b = order[pair.a], order[pair.b]
        sides = ((costs.variants[a], made[a]), (costs.variants[b], made[b]))
        cells = break_even_row(pair, sides, costs, settings, partial(place, row))
        sheet.row(*cells)


def _write_ranges(sheet: SheetWriter, costs: Costs) -> None:
    sheet.widths(24, 40, 14, 14, 14, 14, 14)
    told = _(
        "10 and 90 % of {draws} draws, seed {seed}. Worked out when this workbook was made: they do not follow your"
        " changes.",
        draws=f"{costs.draws:,}",
        seed=costs.seed,
    )
    sheet.title(_("Ranges"), told)
    ends = (_("likely"), _("10 %"), _("median"), _("90 %"))
    sheet.head(_TOP, (_("variant"), _("what"), *ends, _("share of draws")))
    for own in costs.variants:
        figures: list[tuple[str, CostRange | None]] = [
            (_("Running cost"), own.running),
            (_("All-in cost of a finished piece of work"), own.all_in),
            (_("All-in cost of a success"), own.per_success),
            (_("All-in with failures"), own.with_failures),
            (_("One-off cost"), own.one_off),
            (_("Monthly cost"), own.monthly),
            (_("Cost of training again"), own.retraining),
            (_("Total over the horizon"), own.total),
            *((_part(part), part.usd) for part in own.parts),
        ]
        for name, found in figures:
            if found is not None:
                sheet.row(own.variant, name, found.likely, found.low, found.median, found.high)
        if own.p_cheapest is not None:
            sheet.row(own.variant, _("Costs least"), None, None, None, None, own.p_cheapest)
    for own in costs.variants:
        for swing in own.swings:
            told = _("Total where `{input}` is low, high", input=swing.title)
            sheet.row(own.variant, told, None, swing.at_low, None, swing.at_high)


def _part(part: CostPart) -> str:
    return _("Part: {part} ({kind})", part=_(part.name), kind=_(cost_words.PART_KINDS[part.kind]))


def _write_prices(sheet: SheetWriter, costs: Costs, inputs: _Inputs) -> None:
    sheet.widths(44, 44, 14, 26, 14, 60, 12, 8)
    sheet.title(_("Prices"), _("Change them on the sheet Inputs."))
    head = ("id", "title", "likely", "unit", "origin", "rests on", "as of", "age")  # all of them stand in `INPUT_HEAD`
    sheet.head(_TOP, [_(name) for name in head])
    for own in costs.inputs:
        if own.id.startswith("price/"):
            likely = inputs.cells[own.id]
            sheet.row(own.id, own.title, likely, _(own.unit), *_origin(own))
    if costs.notices:
        sheet.heading(_("Models that end"))
        for each in costs.notices:
            sheet.row(each.model, each.variant, None, None, None, _ended(each), each.ends)


def _ended(each: ModelNotice) -> str:
    return _("{sentence} ({sources})", sentence=each.sentence, sources=", ".join(each.source))
