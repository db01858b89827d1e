"""What the README quotes, generated between markers: `python tests/counts.py` rewrites it."""

from __future__ import annotations

import re
from collections import Counter

from places import ROOT

from advisor import load_cases
from advisor.files.rulebook import RuleBook
from advisor.schema.calibration import Calibration

README = ROOT / "README.md"
HOUSE_RULES = ROOT / "tests/data/house_rules/data_border.yaml"
MARKED = re.compile(r"(<!-- ([a-z ]+): begin .*?-->\n)(.*?)(<!-- \2: end -->)", re.DOTALL)


def counts() -> str:
    """How many rules, sources and cases there are."""
    book, cases = RuleBook.load(), load_cases().cases
    compared = [case for case in cases if case.compared]
    kinds = Counter("paper" if case.source.kind == "paper" else "industry" for case in compared)
    return (
        f"{len(book.rules)} rules from {len(book.sources)} sources; {len(cases)} published cases, of which "
        f"{len(compared)} compared approaches of different kinds "
        f"({kinds['paper']} papers, {kinds['industry']} from industry).\n"
    )


def fit() -> str:
    """What the weights were fitted on, what they are, and whether that helped on cases held out."""
    report = Calibration.model_validate_json((ROOT / "rules/weights_fit.json").read_bytes())
    judged = {(each.weights, each.on): each for each in report.judged}
    by_hand, fitted, gain = judged["hand-set", "the cases"], judged["fitted", "cases held out"], report.gain
    strengths = ", ".join(f"{name} {value:g}" for name, value in report.weights.strengths)
    right = "and they are right more often" if fitted.acceptable > by_hand.acceptable else "but not right more often"
    return (
        f"Fitted on {report.cases} cases of {report.sources} sources. In log-odds: {strengths}.\n"
        f"On cases held out the fitted weights are {gain.verdict} those set by hand in log loss "
        f"({fitted.log_loss:.3f}, by hand {by_hand.log_loss:.3f};\n"
        f"mean gain a source {gain.mean:.3f}, 95 % interval {gain.low:.3f} to {gain.high:.3f}), {right}:\n"
        f"the approach ranked first was an acceptable one in {100 * fitted.acceptable:.1f} % of the cases, "
        f"by hand in {100 * by_hand.acceptable:.1f} %.\n"
    )


def house_rules() -> str:
    """The house rules that the tests use."""
    return f"```yaml\n{HOUSE_RULES.read_text(encoding='utf-8')}```\n"


GENERATED = {"counts": counts, "fit": fit, "house rules": house_rules}


def rewritten(text: str) -> str:
    """The README as it is to be today."""
    return MARKED.sub(lambda found: found[1] + GENERATED[found[2]]() + found[4], text)


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text(encoding="utf-8")), encoding="utf-8")
