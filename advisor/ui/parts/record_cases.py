"""Every judged case as a card: our answer beside the outcome, and the rules that led to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from advisor.report import backtest_words as words
from advisor.report.words import STANDINGS, approach_name
from advisor.schema.backtest import BacktestCase
from advisor.schema.cases import Case
from advisor.schema.rules import Book, Rule
from advisor.schema.words import APPROACHES, TITLES, Approach
from advisor.ui.parts.case_address import CASE
from advisor.ui.parts.link import RULE
from advisor.ui.parts.markup import chip, items, link, sentence


def judged_cases(found: Sequence[BacktestCase], cases: Iterable[Case], book: Book, tasks: Mapping[str, str]) -> str:
    """A card a case. `tasks`: what each task is called."""
    recorded = {case.id: case for case in cases}
    rules = {rule.id: rule for rule in book.rules}
    return "".join(_card(each, recorded.get(each.id), rules, tasks[each.task]) for each in found)


def _card(each: BacktestCase, case: Case | None, rules: Mapping[str, Rule], task: str) -> str:
    outcome = f'<p class="kicker">Outcome</p><p>{escape(case.outcome)}</p>' if case else ""
    source = f"Source: {link(case.source.title, case.source.url)}" if case else link("Source", each.url)
    there = f'<a href="cases?{CASE}={escape(each.id)}" target="_blank">The whole case</a> · ' if case else ""
    about = f"{escape(f'{each.org}, {each.year} · {task}')}<br>{escape(_in_short(each))}"
    return (
        f'<details class="card judged"><summary>{_marks(each)} <b>{escape(each.title)}</b> '
        f'<span class="small">{about}</span></summary>'
        f'<div class="halves"><div><p class="kicker">Our answer, and what turned out</p>{_answer(each)}{_cost(each)}'
        f'{outcome}<p class="small">{there}{source}</p></div>'
        f"<div>{_reasons(each, rules)}</div></div></details>"
    )


def _marks(each: BacktestCase) -> str:
    wrong = [
        f'<span class="state wrong">wrong {where}</span>'
        for where, right in (("among those compared", each.right_compared), ("of all four", each.right_open))
        if not right
    ]
    return "".join(wrong) or '<span class="state right">right</span>'


def _in_short(each: BacktestCase) -> str:
    """What we said, and what was best."""
    first, recommended = _inside(each.ranked_first_compared), _inside(each.recommended)
    said = (
        f"we said {recommended}"
        if first == recommended
        else f"we said {first} of those compared, {recommended} of all four"
    )
    return f"{said}; best: {approach_name(each.best)}"


def _inside(approach: Approach | None) -> str:
    return approach_name(approach) if approach else "nothing, as all were ruled out"


def _answer(each: BacktestCase) -> str:
    rows = "".join(_answer_row(each, approach) for approach in APPROACHES)
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Approach", "We gave it", "Tried there", "Turned out"))
    return f'<div class="answer"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _answer_row(each: BacktestCase, approach: Approach) -> str:
    tried = approach in each.compared
    outcome = "best" if approach == each.best else "acceptable" if approach in each.acceptable else ""
    outcome = outcome or ("not acceptable" if tried else "–")
    notes = [
        note
        for note, holds in (
            ("recommended", approach == each.recommended),
            ("first of those compared", approach == each.ranked_first_compared),
        )
        if holds
    ]
    said = f'<span class="small">{" · ".join(notes)}</span>' if notes else ""
    css = f' class="{"hit" if approach in each.acceptable else "miss"}"' if notes else ""
    return (
        f'<tr{css}><th scope="row">{escape(TITLES[approach])}{said}</th>'
        f"<td>{words.percent(each.probability[approach])}</td><td>{'yes' if tried else 'no'}</td>"
        f"<td>{outcome}</td></tr>"
    )


def _cost(each: BacktestCase) -> str:
    if each.regret is None:
        return ""
    metrics = ", ".join(each.regret.metrics)
    if each.regret.points == 0:
        return f'<p class="small">Nothing lost by the published figures: {escape(metrics)}.</p>'
    return (
        f'<p class="small">Our first of those compared lay {each.regret.points:.1f} points below the best there: '
        f"{escape(metrics)}.</p>"
    )


def _reasons(each: BacktestCase, rules: Mapping[str, Rule]) -> str:
    standing = f'<p class="small">{escape(sentence(STANDINGS[each.standing]))}.</p>'
    if each.recommended is None:
        return standing
    name = TITLES[each.recommended]
    lists = (("For", each.because), ("Against", each.against))
    return standing + "".join(
        f'<p class="kicker">{title} {escape(name)}</p>{items([_reason(id, rules) for id in ids], css="rows")}'
        for title, ids in lists
        if ids
    )


def _reason(id: str, rules: Mapping[str, Rule]) -> str:
    rule = rules.get(id)
    because = f"{escape(rule.because)} " if rule else ""
    strength = f" {rule.strength}" if rule and rule.strength else ""
    there = f'<a href="rules?{RULE}={escape(id)}" target="_blank" title="On the Rules page">{chip(id)}</a>'
    return f'{because}<span class="small">{there}{strength}</span>'
