"""What the README and the documentation quote, generated between markers: `python tests/counts.py` rewrites it."""

from __future__ import annotations

import re
from collections import Counter

from places import ROOT

from advisor import load_cases
from advisor.files.rulebook import RuleBook
from advisor.files.track_record import HELD_OUT_RECORD, TRACK_RECORD
from advisor.report import backtest_words as words
from advisor.report.record_columns import how_we_stand
from advisor.schema.backtest import Backtest, Rate
from advisor.schema.calibration import Calibration

README = ROOT / "README.md"
QUOTING = (README, *(ROOT / "docs/explanation" / name for name in ("how-it-decides.md", "how-right.md")))
HOUSE_RULES = ROOT / "tests/data/house_rules/data_border.yaml"
MARKED = re.compile(r"(<!-- ([a-z ]+): begin .*?-->\n)(.*?)(<!-- \2: end -->)", re.DOTALL)


def counts() -> str:
    """How many rules, sources and cases there are."""
    book, cases = RuleBook.load(), load_cases().cases
    own = [case for case in cases if case.is_own]
    compared = [case for case in cases if case.counts]
    cited = {source.ref for part in (book.rules, book.steps) for each in part for source in each.source}
    kinds = Counter(case.source.publisher for case in compared)
    return (
        f"{len(book.rules)} rules from {len(cited)} sources; {len(cases) - len(own)} published cases, of which "
        f"{len(compared)} compared approaches of different kinds "
        f"({kinds['paper']} papers, {kinds['industry']} from industry), and {len(own)} runs of our own.\n"
    )


def fit() -> str:
    """What the weights were fitted on, what they are, and whether that helped on cases held out."""
    report = Calibration.model_validate_json((ROOT / "rules/weights_fit.json").read_bytes())
    judged = {(each.weights, each.on): each for each in report.judged}
    by_hand, fitted, gain = judged["hand-set", "the cases"], judged["fitted", "cases held out"], report.gain
    strengths = ", ".join(f"{name} {value:g}" for name, value in report.weights.strengths)
    return (
        f"Fitted on {report.cases} cases of {report.sources} sources. In log-odds: {strengths}.\n"
        f"On cases held out the fitted weights are {gain.verdict} those set by hand: log loss among the approaches\n"
        f"compared {fitted.compared.log_loss:.3f} (by hand {by_hand.compared.log_loss:.3f}), among all four "
        f"{fitted.open.log_loss:.3f} ({by_hand.open.log_loss:.3f}); mean gain a source\n"
        f"{gain.mean:.3f}, 95 % interval {gain.low:.3f} to {gain.high:.3f}.\n"
    )


def track_record() -> str:
    """How often the advisor is right: on the cases kept apart, and cross-validated beside plainer advisers."""
    found, apart = (
        Backtest.model_validate_json((ROOT / "rules" / name).read_bytes()) for name in (TRACK_RECORD, HELD_OUT_RECORD)
    )
    columns = ("", "right of those compared", "surprise (log loss)", "acceptable of all four", "surprise")
    header = f"| {' | '.join(columns)} |\n{'| --- ' * len(columns)}|\n"
    return (
        f"{words.held_out_headline(apart)} {words.sureness(apart)}\n{' '.join(how_we_stand(apart))}\n\n"
        f"{header}{_rows(apart)}\n"
        f"Cross-validated on the {found.n} cases that the rules were written with:\n\n{header}{_rows(found)}"
    )


def _rows(found: Backtest) -> str:
    rows = [("**The advisor**", found.compared, found.open)]
    rows += [(each.title, each.compared, each.open) for each in found.baselines]
    return "".join(
        f"| {title} | {_share(compared.rate)} | {compared.log_loss:.2f} "
        f"| {_share(among.rate)} | {among.log_loss:.2f} |\n"
        for title, compared, among in rows
    )


def _share(rate: Rate) -> str:
    return f"{rate.right} of {rate.n} ({100 * rate.share:.0f} %, {words.range_of(rate)})"


def house_rules() -> str:
    """The house rules that the tests use."""
    return f"```yaml\n{HOUSE_RULES.read_text(encoding='utf-8')}```\n"


GENERATED = {"counts": counts, "fit": fit, "house rules": house_rules, "track record": track_record}


def rewritten(text: str) -> str:
    """A text as it is to be today."""
    return MARKED.sub(lambda found: found[1] + GENERATED[found[2]]() + found[4], text)


if __name__ == "__main__":
    for path in QUOTING:
        path.write_text(rewritten(path.read_text(encoding="utf-8")), encoding="utf-8")
