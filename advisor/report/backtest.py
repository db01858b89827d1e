"""The track record as a document: the headline, the table with baselines, breakdowns, wrong cases, and how computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from advisor.report import backtest_words as words
from advisor.report.outline import Block, Part, Span, Table, bullets, line, paragraph
from advisor.schema.backtest import Backtest, Bin, ComparedScore, Group, OpenScore, Rate
from advisor.schema.words import APPROACHES, TITLES, Approach

NONE = "–"


def backtest_parts(found: Backtest) -> tuple[Part, ...]:
    """All parts, the most important first."""
    return (
        Part(
            "Track record",
            (
                paragraph(Span(words.compared_headline(found), strong=True)),
                paragraph(words.open_headline(found)),
                paragraph(" ".join(words.how_judged(found))),
            ),
        ),
        Part("Beside plainer advisers", (_scores(found), *_baselines(found))),
        Part("By approach", (_approaches(found),)),
        Part("By task", (_groups("task", found.by_task),)),
        Part("By confidence in the record", (_groups("confidence", found.by_confidence),)),
        Part("By kind of source", (_groups("published by", found.by_kind),)),
        Part("By year", (_groups("year", found.by_year),)),
        Part("Learned from earlier years", bullets([line(words.later_line(each)) for each in found.later_years])),
        Part(
            "What we said and what was best, among those compared",
            (_counts(found.confusion.compared, "best \\ ranked first"),),
        ),
        Part(
            "What we said and what was best, of all four",
            (
                _counts(found.confusion.open, "best \\ recommended"),
                paragraph("What we said may have been acceptable without being the best."),
            ),
        ),
        Part(
            "Does a percentage mean what it says? Ranked first of those compared",
            (_bins(found.reliability.ranked_first),),
        ),
        Part(
            "Does a percentage mean what it says? Recommended of all four",
            (_bins(found.reliability.recommended),),
        ),
        Part(
            "Does a percentage mean what it says? Every approach in every case",
            (
                _bins(found.reliability.every),
                paragraph(
                    "Several approaches may be acceptable at once while the percentages of a case add up to 100, so "
                    "what was observed may lie above."
                ),
            ),
        ),
        Part("What the advice would have cost", _regret(found)),
        Part("Where it was wrong among those compared", _rows(_wrong_compared(found))),
        Part("Where its recommendation of all four was not acceptable", _rows(_wrong_open(found))),
        Part("How computed", bullets([line(each) for each in how_computed(found)])),
    )


def _scores(found: Backtest) -> Table:
    rows = [("The advisor", found.compared, found.open)]
    rows += [(each.title, each.compared, each.open) for each in found.baselines]
    return Table(
        (
            "",
            "compared: right",
            "95 % interval",
            "surprise",
            "all four: acceptable",
            "95 % interval",
            "best",
            "surprise",
            "distance",
        ),
        tuple((title, *_score(compared, open_)) for title, compared, open_ in rows),
    )


def _score(compared: ComparedScore, open_: OpenScore) -> tuple[str, ...]:
    return (
        words.percent(compared.acceptable),
        _range(compared.rate),
        f"{compared.log_loss:.2f}",
        words.percent(open_.acceptable),
        _range(open_.rate),
        words.percent(open_.best),
        f"{open_.log_loss:.2f}",
        f"{open_.brier:.2f}",
    )


def _baselines(found: Backtest) -> tuple[Block, ...]:
    return (
        paragraph(f"{words.SURPRISE} {words.DISTANCE} Both are better when smaller."),
        *bullets(
            [
                line(words.baseline_line(each), *((" ", Span("Where from", url=each.source)) if each.source else ()))
                for each in found.baselines
            ]
        ),
    )


def _approaches(found: Backtest) -> Table:
    return Table(
        (
            "approach",
            "was best in",
            "then right (compared)",
            "then right (all four)",
            "when ranked first, right",
            "when recommended, acceptable",
        ),
        tuple(
            (
                TITLES[approach],
                str(each.best.n if each.best else 0),
                _share(each.best.compared if each.best else None),
                _share(each.best.open if each.best else None),
                _share(each.ranked_first),
                _share(each.recommended),
            )
            for approach, each in found.by_approach.items()
        ),
    )


def _groups(name: str, groups: Mapping[Any, Group]) -> Table:
    return Table(
        (name, "cases", "sources", "compared: right", "95 % interval", "all four: acceptable", "95 % interval"),
        tuple(
            (
                str(key),
                str(each.n),
                str(each.sources),
                _share(each.compared),
                _range(each.compared),
                _share(each.open),
                _range(each.open),
            )
            for key, each in groups.items()
        ),
    )


def _counts(counts: Mapping[Approach, Mapping[Approach, int]], corner: str) -> Table:
    return Table(
        (corner, *(TITLES[approach] for approach in APPROACHES)),
        tuple((TITLES[best], *(str(said[approach]) for approach in APPROACHES)) for best, said in counts.items()),
    )


def _bins(bins: Iterable[Bin]) -> Table:
    return Table(
        ("percentages", "on average", "were acceptable", "95 % interval"),
        tuple(
            (
                words.range_of(each),
                words.percent(each.mean),
                _share(each.rate),
                _range(each.rate),
            )
            for each in bins
        ),
    )


def _regret(found: Backtest) -> tuple[Block, ...]:
    left_out = [f"{words.counted(number, 'case')}: {why}." for why, number in found.regret.left_out.items()]
    return (
        paragraph(words.regret_line(found.regret)),
        *((paragraph("Left out: " + " ".join(left_out)),) if left_out else ()),
    )


def _wrong_compared(found: Backtest) -> Table:
    return Table(
        ("case", "year", "ranked first", "was best", "compared"),
        tuple(
            (
                each.id,
                str(each.year),
                words.titled(each.ranked_first_compared),
                TITLES[each.best],
                ", ".join(TITLES[approach] for approach in each.compared),
            )
            for each in found.cases
            if not each.right_compared
        ),
    )


def _wrong_open(found: Backtest) -> Table:
    return Table(
        ("case", "year", "recommended", "given", "acceptable", "given"),
        tuple(
            (
                each.id,
                str(each.year),
                words.titled(each.recommended),
                words.percent(each.probability[each.recommended]) if each.recommended else NONE,
                ", ".join(TITLES[approach] for approach in each.acceptable),
                words.percent(sum(each.probability[approach] for approach in each.acceptable)),
            )
            for each in found.cases
            if not each.right_open
        ),
    )


def _rows(table: Table) -> tuple[Block, ...]:
    """The table, or nothing where it has no rows."""
    return (table,) if table.rows else ()


def how_computed(found: Backtest) -> tuple[str, ...]:
    """The methods by name, what the plainer advisers learn, the slopes, and what was used: a sentence each."""
    slopes = found.reliability.slope_compared, found.reliability.slope_open
    compared, open_ = (NONE if slope is None else f"{slope:.2f}" for slope in slopes)
    return (
        found.method,
        found.interval_method,
        "Surprise is the mean log loss: -ln of the probability given to all that was acceptable, among those compared "
        "after the probabilities have been made to add up to 1 there. Distance is the mean Brier score over the four "
        "approaches. Each case counts once.",
        *(f"{each.title}: {each.method}." for each in found.baselines),
        f"Calibration slope: {compared} among those compared, {open_} over all four (1 is as sure as it should be, "
        "less is too sure, more too cautious).",
        f"{found.date}, seed {found.seed}, advisor {found.advisor_version}, {found.rules} rules "
        f"({found.rules_fingerprint[:12]}), cases {found.cases_fingerprint[:12]}.",
    )


def _share(rate: Rate | None) -> str:
    return f"{rate.right} of {rate.n} ({words.percent(rate.share)})" if rate else NONE


def _range(rate: Rate) -> str:
    rough = " (rough)" if rate.few_sources else ""
    return f"{words.range_of(rate)}{rough}"
