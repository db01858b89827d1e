"""Page one of a report: the decision, what each option brings and costs, the next step, what may go wrong."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

from advisor.decision.verdict import Verdict
from advisor.language import _, in_its_language, ngettext, run_on
from advisor.report import prospect_words, record_words, words
from advisor.report.prospects import Prospects
from advisor.report.yearly_effect import path_effort
from advisor.schema.costs import VariantCost
from advisor.schema.decision_record import Trigger
from advisor.schema.evidence import Evidence, VariantSummary
from advisor.schema.report import OptionRow, PageOne, PersonDays, Quality, YearlyCost
from advisor.schema.words import APPROACHES, Approach, Place

_CHANGES: Final = 3
_MONTHS: Final = 12
_PLACES: Final[tuple[Place, ...]] = ("baseline", *APPROACHES)


@in_its_language
def page_one(
    verdict: Verdict,
    prospects: Prospects | None,
    triggers: Sequence[Trigger],
    today: datetime.date,
    owner: str | None = None,
    due: datetime.date | None = None,
) -> PageOne:
    """Page one of the report on a recommendation, as it reads on that day."""
    changes = [record_words.trigger_sentence(each, verdict.book, today) for each in triggers]
    return PageOne(
        decision=words.headline(verdict),
        how_sure=run_on(words.ended(_capitalised(words.standing(verdict))), words.likeness(verdict)),
        caveat=verdict.evidence.caveat if verdict.evidence else None,
        options=tuple(_row(verdict, place) for place in _PLACES),
        next_step=verdict.now,
        owner=owner,
        due=due,
        largest_risk=_largest_risk(verdict, prospects),
        changes=tuple(changes[:_CHANGES]),
        changes_left_out=max(0, len(changes) - _CHANGES),
    )


def _row(verdict: Verdict, place: Place) -> OptionRow:
    evidence = verdict.evidence
    return OptionRow(
        place=place,
        is_recommended=place == verdict.approach,
        is_ruled_out=any(each.approach == place for each in verdict.ruled_out),
        quality=_quality(evidence, place) if evidence else None,
        usd_a_year=_usd_a_year(verdict, place),
        person_days=None if place == "baseline" else _person_days(verdict, place),
    )


def _quality(evidence: Evidence, place: Place) -> Quality | None:
    """Of the chosen variant where it belongs here, else of the one that scored best."""
    variant = _variant(evidence, place)
    if variant is None:
        return None
    score = variant.scores[evidence.score]
    low, high = (score.interval.low, score.interval.high) if score.interval else (None, None)
    return Quality(variant=variant.variant, mean=score.mean, low=low, high=high, n=score.n)


def _variant(evidence: Evidence, place: Place) -> VariantSummary | None:
    here = [each for each in evidence.variants if each.approach == place and evidence.score in each.scores]
    chosen = [each for each in here if each.variant == evidence.choice.variant]
    return max(chosen or here, key=lambda each: each.scores[evidence.score].mean, default=None)


def _usd_a_year(verdict: Verdict, place: Place) -> YearlyCost | None:
    """Of the variant whose quality stands beside it, else of the cheapest one."""
    costs = verdict.evidence.costs if verdict.evidence else verdict.costs
    if costs is None:
        return None
    shown = _variant(verdict.evidence, place) if verdict.evidence else None
    here = [each for each in costs.variants if each.approach == place and each.per_month is not None]
    same = [each for each in here if shown is not None and each.variant == shown.variant]
    found = min(same if shown is not None else here, key=_median, default=None)
    if found is None or found.per_month is None:
        return None
    month = found.per_month
    return YearlyCost(
        variant=found.variant, median=month.median * _MONTHS, low=month.low * _MONTHS, high=month.high * _MONTHS
    )


def _median(each: VariantCost) -> float:
    return each.per_month.median if each.per_month else 0.0


def _person_days(verdict: Verdict, approach: Approach) -> PersonDays:
    effort = path_effort(verdict.path_to(approach))
    return PersonDays(low=effort.low, high=effort.high, steps=effort.steps, steps_without=effort.steps_without)


def _largest_risk(verdict: Verdict, prospects: Prospects | None) -> str:
    """What speaks most against it; where no rule does, the chance that an open answer changes it."""
    if verdict.approach is None:
        return _("Nothing may be built while the answers stand as they do.")
    if verdict.reasons_against:
        reason = verdict.reasons_against[0]
        by = ", ".join(dict.fromkeys(each.by for each in reason.sources))
        return run_on(reason.because, f"({by})") if by else reason.because
    if prospects is not None and prospects.settled.is_settled is not True and prospects.next_questions.questions:
        left = ngettext("{n} question is open.", "{n} questions are open.", len(prospects.settled.remaining))
        return run_on(left, prospect_words.chance_sentence(prospects.next_questions))
    return _("No rule that holds speaks against it, and no open answer is known to change it.")


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
