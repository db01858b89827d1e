"""The track record as a document: the headline, the table with baselines, breakdowns, wrong cases, and how computed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from advisor.language import _, pgettext, run_on
from advisor.report import backtest_words as words
from advisor.report.outline import Block, Part, Span, Table, bullets, line, paragraph
from advisor.report.words import ended, strung
from advisor.schema.backtest import Backtest, Bin, ComparedScore, Group, OpenScore, Rate
from advisor.schema.words import APPROACHES, Approach, approach_title

NONE = "–"


def backtest_parts(found: Backtest) -> tuple[Part, ...]:
    """All parts, the most important first."""
    return (
        Part(
            _("Track record"),
            (
                paragraph(Span(words.compared_headline(found), strong=True)),
                paragraph(words.open_headline(found)),
                paragraph(run_on(*words.how_judged(found))),
            ),
        ),
        Part(_("Beside plainer advisers"), (_scores(found), *_baselines(found))),
        Part(_("By approach"), (_approaches(found),)),
        Part(_("By task"), (_groups(_("task"), found.by_task),)),
        Part(_("By confidence in the record"), (_groups(_("confidence"), found.by_confidence),)),
        Part(_("By kind of source"), (_groups(_("published by"), found.by_kind),)),
        Part(_("By year"), (_groups(_("year"), found.by_year),)),
        Part(_("Learned from earlier years"), bullets([line(words.later_line(each)) for each in found.later_years])),
        Part(
            _("What we said and what was best, among those compared"),
            (_counts(found.confusion.compared, _("best \\ ranked first")),),
        ),
        Part(
            _("What we said and what was best, of all four"),
            (
                _counts(found.confusion.open, _("best \\ recommended")),
                paragraph(_("What we said may have been acceptable without being the best.")),
            ),
        ),
        Part(
            _("Does a percentage mean what it says? Ranked first of those compared"),
            (_bins(found.reliability.ranked_first),),
        ),
        Part(
            _("Does a percentage mean what it says? Recommended of all four"),
            (_bins(found.reliability.recommended),),
        ),
        Part(
            _("Does a percentage mean what it says? Every approach in every case"),
            (
                _bins(found.reliability.every),
                paragraph(
                    _(
                        "Several approaches may be acceptable at once while the percentages of a case add up to "
                        "100, so what was observed may lie above."
                    )
                ),
            ),
        ),
        Part(_("What the advice would have cost"), _regret(found)),
        Part(_("Where it was wrong among those compared"), _rows(_wrong_compared(found))),
        Part(_("Where its recommendation of all four was not acceptable"), _rows(_wrong_open(found))),
        Part(_("How computed"), bullets([line(each) for each in how_computed(found)])),
    )


def _scores(found: Backtest) -> Table:
    rows = [(_("The advisor"), found.compared, found.open)]
    rows += [(_(each.title), each.compared, each.open) for each in found.baselines]
    return Table(
        (
            "",
            _("compared: right"),
            _("95 % interval"),
            _("surprise"),
            _("all four: acceptable"),
            _("95 % interval"),
            pgettext("column", "best"),
            _("surprise"),
            _("distance"),
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
        paragraph(run_on(_(words.SURPRISE), _(words.DISTANCE), _("Both are better when smaller."))),
        *bullets(
            [
                line(words.baseline_line(each), *((" ", Span(_("Where from"), url=each.source)) if each.source else ()))
                for each in found.baselines
            ]
        ),
    )


def _approaches(found: Backtest) -> Table:
    return Table(
        (
            _("approach"),
            _("was best in"),
            _("then right (compared)"),
            _("then right (all four)"),
            _("when ranked first, right"),
            _("when recommended, acceptable"),
        ),
        tuple(
            (
                approach_title(approach),
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
        (
            name,
            _("cases"),
            _("sources"),
            _("compared: right"),
            _("95 % interval"),
            _("all four: acceptable"),
            _("95 % interval"),
        ),
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
        (corner, *(approach_title(approach) for approach in APPROACHES)),
        tuple(
            (approach_title(best), *(str(said[approach]) for approach in APPROACHES)) for best, said in counts.items()
        ),
    )


def _bins(bins: Iterable[Bin]) -> Table:
    return Table(
        (_("percentages"), _("on average"), _("were acceptable"), _("95 % interval")),
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
    left_out = words.left_out_lines(found.regret)
    return (
        paragraph(words.regret_line(found.regret)),
        *((paragraph(_("Left out: {reasons}", reasons=run_on(*left_out))),) if left_out else ()),
    )


def _wrong_compared(found: Backtest) -> Table:
    return Table(
        (_("case"), _("year"), _("ranked first"), _("was best"), _("compared")),
        tuple(
            (
                each.id,
                str(each.year),
                words.titled(each.ranked_first_compared),
                approach_title(each.best),
                strung(approach_title(approach) for approach in each.compared),
            )
            for each in found.cases
            if not each.right_compared
        ),
    )


def _wrong_open(found: Backtest) -> Table:
    return Table(
        (
            _("case"),
            _("year"),
            _("recommended"),
            pgettext("column", "given"),
            _("acceptable"),
            pgettext("column", "given"),
        ),
        tuple(
            (
                each.id,
                str(each.year),
                words.titled(each.recommended),
                words.percent(each.probability[each.recommended]) if each.recommended else NONE,
                strung(approach_title(approach) for approach in each.acceptable),
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
        *words.how_found(found),
        _(
            "Surprise is the mean log loss: -ln of the probability given to all that was acceptable, "
            "among those compared after the probabilities have been made to add up to 1 there. "
            "Distance is the mean Brier score over the four approaches. Each case counts once."
        ),
        *(ended(_("{title}: {says}", title=_(each.title), says=_(each.method))) for each in found.baselines),
        _(
            "Calibration slope: {compared} among those compared, {open} over all four (1 is as sure "
            "as it should be, less is too sure, more too cautious).",
            compared=compared,
            open=open_,
        ),
        _(
            "{date}, seed {seed}, advisor {version}, {rules} rules ({rules_fingerprint}), cases {cases_fingerprint}.",
            date=found.date,
            seed=found.seed,
            version=found.advisor_version,
            rules=found.rules,
            rules_fingerprint=found.rules_fingerprint[:12],
            cases_fingerprint=found.cases_fingerprint[:12],
        ),
    )


def _share(rate: Rate | None) -> str:
    if rate is None:
        return NONE
    return _("{right} of {n} ({percent})", right=rate.right, n=rate.n, percent=words.percent(rate.share))


def _range(rate: Rate) -> str:
    said = words.range_of(rate)
    return _("{range} (rough)", range=said) if rate.few_sources else said
