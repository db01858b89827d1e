"""What we said about each single case and why, beside what turned out."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.decision.backtesting.forecasts import Forecast
from advisor.decision.backtesting.sample import Sample
from advisor.decision.backtesting.scoring import Judged
from advisor.decision.ranking import CLEAR_ODDS, LEANING_ODDS
from advisor.decision.states import Facts, all_facts, presumed, state_of
from advisor.decision.tally import STRENGTHS
from advisor.schema.backtest import BacktestCase, CaseRegret
from advisor.schema.recommendation import Standing
from advisor.schema.rules import Book, Rule
from advisor.schema.words import APPROACHES, Approach


def records(
    book: Book, sample: Sample, said: Forecast, judged: Judged, lost: Sequence[CaseRegret | str]
) -> tuple[BacktestCase, ...]:
    """One record a case, in their order."""
    return tuple(_record(book, sample, said, judged, lost[row], row) for row in range(len(sample)))


def _record(
    book: Book, sample: Sample, said: Forecast, judged: Judged, lost: CaseRegret | str, row: int
) -> BacktestCase:
    case, facts = sample.cases[row], all_facts(book, sample.cases[row].answers.values)
    recommended, first = _named(judged.recommended[row]), _named(judged.first[row])
    fired = [rule for rule in book.rules if state_of(rule, facts) == "fires"]
    because, against = _reasons(book, facts, fired, recommended)
    return BacktestCase(
        id=case.id,
        title=case.title,
        org=case.org,
        year=case.year,
        task=case.answers.task,
        confidence=case.confidence,
        kind=case.source.publisher,
        url=case.source.url or "",
        recommended=recommended,
        probability=dict(zip(APPROACHES, said.chances[row].tolist(), strict=True)),
        standing=_standing(fired, sample, said, row),
        because=because,
        against=against,
        compared=tuple(each for each, tried in zip(APPROACHES, sample.tally.compared[row], strict=True) if tried),
        ranked_first_compared=first,
        best=case.best,
        acceptable=case.acceptable,
        right_compared=bool(judged.right_compared[row]),
        right_open=bool(judged.right_open[row]),
        log_loss_compared=float(judged.loss_compared[row]),
        log_loss_open=float(judged.loss_open[row]),
        regret=None if isinstance(lost, str) else lost,
    )


def _named(number: int) -> Approach | None:
    return APPROACHES[number] if number >= 0 else None


def _reasons(
    book: Book, facts: Facts, fired: Sequence[Rule], approach: Approach | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ids of the rules for and against an approach, those that settle first, then the strongest."""
    if approach is None:
        return (), ()
    settled = [
        rule for rule in book.rules if approach in rule.effect.settles and (rule in fired or presumed(rule, facts))
    ]
    return (
        (*_ids(settled), *_ids([rule for rule in fired if approach in rule.effect.supports])),
        _ids([rule for rule in fired if approach in rule.effect.opposes]),
    )


def _ids(rules: Sequence[Rule]) -> tuple[str, ...]:
    def place(rule: Rule) -> tuple[int, str]:
        return (-STRENGTHS.index(rule.strength) if rule.strength in STRENGTHS else 1, rule.id)

    return tuple(rule.id for rule in sorted(rules, key=place))


def _standing(fired: Sequence[Rule], sample: Sample, said: Forecast, row: int) -> Standing:
    """As in a recommendation, but by the probabilities that are shown here."""
    if not sample.tally.open[row].any():
        return "conflict"
    if sample.tally.settled[row].any():
        return "decided"
    if not any(rule.strength or rule.effect.rules_out for rule in fired):
        return "default"
    first, second = sorted(said.chances[row].tolist(), reverse=True)[:2]
    if first + 1e-9 >= CLEAR_ODDS * second:
        return "clear"
    return "leaning" if first + 1e-9 >= LEANING_ODDS * second else "close"
