"""The weights that ship are those that were fitted to the rules and cases that ship."""

from __future__ import annotations

import json

from places import ROOT

from advisor.decision.tally import tally_of
from advisor.files.casebook import load_cases
from advisor.files.rulebook import RuleBook


def test_the_fit_saw_the_rules_and_cases_of_today() -> None:
    report = json.loads((ROOT / "rules" / "weights_fit.json").read_text(encoding="utf-8"))
    compared = [case for case in load_cases().cases if case.counts]
    assert report["counts_fingerprint"] == tally_of(RuleBook.load(), compared).fingerprint, (
        "run: advisor calibrate --write"
    )
    assert report["weights"] == json.loads(RuleBook.load().weights.model_dump_json())
