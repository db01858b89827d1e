"""Every judged case as a card: our answer beside the outcome, and the rules that led to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from advisor.language import _, pgettext
from advisor.report import backtest_words as words
from advisor.report.words import STANDINGS, approach_name, ended, strung
from advisor.schema.backtest import BacktestCase
from advisor.schema.cases import Case
from advisor.schema.rules import Book, Rule
from advisor.schema.words import APPROACHES, Approach, approach_title
from advisor.ui.parts.case_address import CASE
from advisor.ui.parts.case_text import case_link, case_text
from advisor.ui.parts.conditions import STRENGTHS
from advisor.ui.parts.link import RULE
from advisor.ui.parts.markup import chip, items, kicker, link, sentence


def judged_cases(found: Sequence[BacktestCase], cases: Iterable[Case], book: Book, tasks: Mapping[str, str]) -> str:
    """A card a case. `tasks`: what each task is called."""
    recorded = {case.id: case for case in cases}
    rules = {rule.id: rule for rule in book.rules}
    return "".join(_card(each, recorded.get(each.id), rules, tasks[each.task]) for each in found)


def _card(each: BacktestCase, case: Case | None, rules: Mapping[str, Rule], task: str) -> str:
    outcome = f"{kicker(_('Outcome'))}<p>{case_text(case.outcome)}</p>" if case else ""
    source = (
        _("Source: {title}", title=case_link(case.source.title, case.source.url))
        if case
        else link(_("Source"), each.url)
    )
    whole = escape(_("The whole case"))
    there = f'<a href="cases?{CASE}={escape(each.id)}" target="_blank">{whole}</a> · ' if case else ""
    where = _("{org}, {year} · {task}", org=case_text(each.org), year=each.year, task=escape(task))
    return (
        f'<details class="card judged"><summary>{_marks(each)} <b>{case_text(each.title)}</b> '
        f'<span class="small">{where}<br>{escape(_in_short(each))}</span></summary>'
        f'<div class="halves"><div>{kicker(_("Our answer, and what turned out"))}{_answer(each)}{_cost(each)}'
        f'{outcome}<p class="small">{there}{source}</p></div>'
        f"<div>{_reasons(each, rules)}</div></div></details>"
    )


def _marks(each: BacktestCase) -> str:
    wrong = [
        f'<span class="state wrong">{escape(where)}</span>'
        for where, right in (
            (_("wrong among those compared"), each.right_compared),
            (_("wrong of all four"), each.right_open),
        )
        if not right
    ]
    return "".join(wrong) or f'<span class="state right">{escape(pgettext("verdict", "right"))}</span>'


def _in_short(each: BacktestCase) -> str:
    """What we said, and what was best."""
    first, recommended, best = each.ranked_first_compared, each.recommended, approach_name(each.best)
    if first == recommended:
        return _("we said {said}; best: {best}", said=_inside(first), best=best)
    return _(
        "we said {first} of those compared, {recommended} of all four; best: {best}",
        first=_inside(first),
        recommended=_inside(recommended),
        best=best,
    )


def _inside(approach: Approach | None) -> str:
    return approach_name(approach) if approach else _("nothing, as all were ruled out")


def _answer(each: BacktestCase) -> str:
    rows = "".join(_answer_row(each, approach) for approach in APPROACHES)
    names = (_("Approach"), _("We gave it"), _("Tried there"), _("Turned out"))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    return f'<div class="answer"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _answer_row(each: BacktestCase, approach: Approach) -> str:
    notes = [
        note
        for note, holds in (
            (_("recommended"), approach == each.recommended),
            (_("first of those compared"), approach == each.ranked_first_compared),
        )
        if holds
    ]
    said = f'<span class="small">{escape(" · ".join(notes))}</span>' if notes else ""
    css = f' class="{"hit" if approach in each.acceptable else "miss"}"' if notes else ""
    tried = _("yes") if approach in each.compared else _("no")
    return (
        f'<tr{css}><th scope="row">{escape(approach_title(approach))}{said}</th>'
        f"<td>{words.percent(each.probability[approach])}</td><td>{escape(tried)}</td>"
        f"<td>{escape(_turned_out(each, approach))}</td></tr>"
    )


def _turned_out(each: BacktestCase, approach: Approach) -> str:
    if approach == each.best:
        return pgettext("outcome", "best")
    if approach in each.acceptable:
        return pgettext("outcome", "acceptable")
    return _("not acceptable") if approach in each.compared else "–"


def _cost(each: BacktestCase) -> str:
    if each.regret is None:
        return ""
    metrics = strung(case_text(metric) for metric in each.regret.metrics)
    if each.regret.points == 0:
        said = _("Nothing lost by the published figures: {metrics}.", metrics=metrics)
    else:
        said = _(
            "Our first of those compared lay {points} points below the best there: {metrics}.",
            points=f"{each.regret.points:.1f}",
            metrics=metrics,
        )
    return f'<p class="small">{said}</p>'


def _reasons(each: BacktestCase, rules: Mapping[str, Rule]) -> str:
    standing = f'<p class="small">{escape(ended(sentence(_(STANDINGS[each.standing]))))}</p>'
    if each.recommended is None:
        return standing
    name = approach_title(each.recommended)
    lists = (
        (_("For {approach}", approach=name), each.because),
        (_("Against {approach}", approach=name), each.against),
    )
    return standing + "".join(
        f"{kicker(title)}{items([_reason(id, rules) for id in ids], css='rows')}" for title, ids in lists if ids
    )


def _reason(id: str, rules: Mapping[str, Rule]) -> str:
    rule = rules.get(id)
    because = f"{escape(rule.because)} " if rule else ""
    strength = f" {escape(_(STRENGTHS[rule.strength]))}" if rule and rule.strength else ""
    on_rules = escape(_("On the Rules page"))
    there = f'<a href="rules?{RULE}={escape(id)}" target="_blank" title="{on_rules}">{chip(id)}</a>'
    return f'{because}<span class="small">{there}{strength}</span>'
