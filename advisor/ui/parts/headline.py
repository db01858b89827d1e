"""The recommendation at first sight: decision, how sure, next step, path, strongest reasons, where sources differ."""

from __future__ import annotations

import datetime
from html import escape

from advisor.api import Recommendation
from advisor.language import N_, _, run_on
from advisor.report import measured_words, words
from advisor.report.prospects import Prospects
from advisor.schema.recommendation import PathStep, Reason
from advisor.schema.rules import Book, Effort
from advisor.schema.words import UNKNOWN
from advisor.ui.parts.books import rule_book
from advisor.ui.parts.differ import other_sides_of
from advisor.ui.parts.flips import what_would_change
from advisor.ui.parts.markup import caveat_mark, chip, items, sentence, sources, ticked
from advisor.ui.parts.settled import settled_line
from advisor.ui.parts.terms import with_terms

_FOR, _AGAINST = 3, 2
_STRENGTHS = {
    "weak": N_("weak"),
    "moderate": N_("moderate"),
    "strong": N_("strong"),
    "measured": N_("measured"),
    None: N_("decides"),
}
_WITH_COSTS = {
    ("results", True): N_("from your costs"),
    ("results", False): N_("from your eval results and your costs"),
    ("answers and results", True): N_("from your answers and your costs"),
    ("answers and results", False): N_("from your answers and your eval results and your costs"),
}
"""What a reason rests on, and whether on costs alone."""
_UNITS = {"person-days": N_("person-days")}
_COST_FACTS = frozenset({"fine_tuning_pays", "tuned_model", "cheapest_good_enough"})


def first_sight(recommendation: Recommendation, prospects: Prospects, book: Book, today: datetime.date) -> str:
    """All that stands in the panel without opening anything."""
    told: set[str] = set()
    return "".join(
        (
            f'<section class="verdict" id="recommendation" aria-label="{escape(_("Recommendation"))}">',
            _decision(recommendation, told),
            settled_line(prospects, book),
            _now(recommendation.now, book, told) if recommendation.now else "",
            _path(recommendation.path),
            _reasons(recommendation, book, today, told),
            "</section>",
            _changes(prospects, book),
        )
    )


def in_one_line(recommendation: Recommendation) -> str:
    """The decision for a narrow screen, with the way to the rest."""
    known, total = progress(recommendation)
    beside = (_answered(known, total), words.standing(recommendation), _("why"))
    return (
        '<div class="bar"><a href="#recommendation" target="_self">'
        f"<strong>{ticked(recommendation.headline)}</strong>"
        f"<span>{escape(' · '.join(beside))} ↓</span></a></div>"
    )


def progress(recommendation: Recommendation) -> tuple[int, int]:
    """How many questions are answered, of how many."""
    return sum(value != UNKNOWN for value in recommendation.answers.values()), len(recommendation.answers)


def _decision(recommendation: Recommendation, told: set[str]) -> str:
    known, total = progress(recommendation)
    record = f'<a href="track-record" target="_blank">{escape(_("How often it was right"))}</a>'
    sure = run_on(f"{sentence(words.standing(recommendation))}{_('.')}", words.likeness(recommendation))
    return (
        f'<div class="meter" role="img" aria-label="{escape(_answered(known, total))}">'
        f'<i style="width: {100 * known // total}%"></i></div>'
        f'<p class="kicker">{escape(_("Recommendation"))}<span>{escape(_answered(known, total))}</span></p>'
        f'<h2 aria-live="polite">{ticked(recommendation.headline)}</h2>'
        f'<p class="standing">{with_terms(sure, told)} {record}</p>'
        f"{caveat_mark(recommendation.evidence)}"
    )


def _answered(known: int, total: int) -> str:
    return _("{known} of {total} answered", known=known, total=total)


def _changes(prospects: Prospects, book: Book) -> str:
    """What would change it, folded: the link above opens it."""
    title = f"<summary>{escape(_('What would change this'))}</summary>"
    return f'<details class="more">{title}{what_would_change(prospects.what_if, book)}</details>'


def _now(step: PathStep, book: Book, told: set[str]) -> str:
    asked = escape(" ".join(words.question_words(book, each) for each in step.presumes))
    careful = escape(_("Careful case assumed until answered:"))
    presumes = f'<p class="small">{careful} {asked}</p>' if asked else ""
    effort = f'<p class="small">{escape(_effort(step.effort))}</p>' if step.effort else ""
    checklist = items([escape(line) for line in step.checklist], css="check")
    return (
        f'<div class="now"><p class="kicker">{escape(_("Do this now"))}{_house(step)}</p>'
        f"<h3>{with_terms(step.title, told)}</h3>"
        f"<p>{with_terms(step.says, told)}</p>"
        f'{checklist}<p class="done"><b>{escape(_("Done when"))}</b> {escape(words.lower(step.done_when))}</p>'
        f"{effort}{presumes}"
        f'<p class="small">{sources(step.sources)}</p></div>'
    )


def _effort(effort: Effort) -> str:
    return _(
        "Effort: {low} to {high} {unit}, most likely {likely}.",
        low=f"{effort.low:g}",
        high=f"{effort.high:g}",
        likely=f"{effort.likely:g}",
        unit=_(_UNITS[effort.unit]),
    )


def _path(path: tuple[PathStep, ...]) -> str:
    if len(path) < 2:
        return ""
    rows = [
        f"<b>{escape(step.title)}</b>{_tag(i, step)}<br><span>"
        + escape(step.says if step.destination else _("unlocks {what}", what=words.lower(step.unlocks)))
        + "</span>"
        for i, step in enumerate(path)
    ]
    return f'<p class="kicker">{escape(_("Where it leads"))}</p>{items(rows, "ol", "path")}'


def _tag(i: int, step: PathStep) -> str:
    tags = ([_("now")] if i == 0 else []) + ([_("destination")] if step.destination else [])
    return "".join(f"<em>{tag}</em>" for tag in tags)


def _house(step: PathStep) -> str:
    return f"<span>{_(words.HOUSE)}</span>" if getattr(step, "house", False) else ""


def _reasons(recommendation: Recommendation, book: Book, today: datetime.date, explained: set[str]) -> str:
    if recommendation.approach is None:
        return ""
    name, told = words.approach_name(recommendation.approach), set[str]()
    lists = (
        (_("For {name}", name=name), recommendation.reasons_for, _FOR),
        (_("Against {name}", name=name), recommendation.reasons_against, _AGAINST),
    )
    out = []
    for title, reasons, most in lists:
        rows = [
            reason_row(each, today, mark_differing=False, explained=explained) + other_sides_of(each, book, told)
            for each in reasons[:most]
        ]
        more = f"<span>{_('{n} of {all}', n=most, all=len(reasons))}</span>" if len(reasons) > most else ""
        out.append(f'<p class="kicker">{escape(title)}{more}</p>{items(rows, css="reasons")}' if rows else "")
    return "".join(out)


def reason_row(
    reason: Reason,
    today: datetime.date,
    about: str = "",
    *,
    mark_differing: bool = True,
    explained: set[str] | None = None,
) -> str:
    """Why, by which rule, from which source; `about` stands before it, `explained` holds the terms explained so far."""
    marks: list[str] = [_(_STRENGTHS[reason.strength])]
    if reason.house:
        marks.append(_(words.HOUSE))
    if reason.from_data:
        marks.append(_basis(reason))
    if reason.disputed_by and mark_differing:
        marks.append(_("sources differ"))
    if reason.review_by:
        marks.append(words.due(reason, today))
    return (
        f"{about}{with_terms(reason.because, explained)} "
        f'<span class="small">{chip(reason.rule)} {escape(" · ".join(marks))} · {sources(reason.sources, today)}</span>'
    )


def _basis(reason: Reason) -> str:
    """What it was read from, in words; costs are named apart from eval results."""
    derived = [fact.id for fact in rule_book().facts if fact.id in reason.when]
    of_costs = [name for name in derived if name in _COST_FACTS or name.endswith("_limits")]
    if not of_costs:
        return _(measured_words.BASES[reason.basis])
    return _(_WITH_COSTS[reason.basis, len(of_costs) == len(derived)])


__all__ = ["first_sight", "in_one_line", "progress", "reason_row"]
