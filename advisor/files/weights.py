"""Fitted weights written into a folder of rules, with the report on the fit beside them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from advisor.decision.calibration import method_words
from advisor.errors import RuleBookError
from advisor.files.rulebook import rules_home
from advisor.language import LANGUAGES, Language, speaking
from advisor.schema.calibration import Calibration

REPORT = "weights_fit.json"
"""Not YAML, so that it is no part of the rule book."""

_TEXT = """\
# The only numbers in the rule book. Strengths and priors are log-odds; `priors` is where each approach starts before
# any rule fires. Prompting starts ahead: with nothing known the simplest approach is the answer.
# Written by `advisor calibrate --write`; how the numbers were found and how they do stands in `weights_fit.json`.
fitted: true
method:
{method}
strengths: {{{strengths}}}
# How far a settled approach stands at least above the next one; never fitted.
settled_lead: {settled_lead}
# What a rule of strength `measured` adds: more than all answers together can make up for; never fitted.
measured: {measured}
priors: {{{priors}}}
# The cases that compared approaches, by their answer to `task`; with fewer than five no percentage is shown.
fitted_on:
{fitted_on}
"""


def weights_file(folder: str | Path | None = None) -> Path:
    """`weights.yaml` in a folder of rules, the package's own where none is given.

    Raises `RuleBookError` where there is none, as in a folder of house rules.
    """
    path = rules_home(folder) / "weights.yaml"
    if not path.is_file():
        raise RuleBookError(
            f"{path.parent.name}: there is no `weights.yaml` to write to; give the folder of a whole book."
        )
    return path


def write_weights(report: Calibration, path: Path) -> tuple[Path, Path]:
    """The fitted weights in this file and the report on them beside it. Raises `RuleBookError` where that fails."""
    weights, written = report.weights, (path, path.with_name(REPORT))
    text = _TEXT.format(
        method="\n".join(f'  {lang}: "{_method(report, lang)}"' for lang in LANGUAGES),
        strengths=_pairs(weights.strengths),
        settled_lead=weights.settled_lead,
        measured=weights.measured,
        priors=_pairs(weights.priors.items()),
        fitted_on="\n".join(f"  {task}: {{{_pairs(count)}}}" for task, count in weights.fitted_on.items()),
    )
    try:
        for each, content in zip(written, (text, report.model_dump_json(indent=2) + "\n"), strict=True):
            each.write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise RuleBookError(
            f"{path.parent.name}: it cannot be written to ({error.strerror}); give another folder."
        ) from error
    return written


def _method(report: Calibration, lang: Language) -> str:
    with speaking(lang):
        return method_words(report.cases, report.sources, report.seed)


def _pairs(numbers: Iterable[tuple[str, object]]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in numbers)
