"""Were the variants compared fairly: the same grader, the same data, the same limits, about the same day?"""

from __future__ import annotations

from collections import defaultdict

from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.schema.evidence import HealthCheck

CHECK, TITLE = "fairness", "A fair comparison"
_SAME = ("dataset", "task_version")
_ALIKE = ("max_tokens", "temperature", "retries")


def check(subject: Subject) -> HealthCheck:
    """Red where graders or data differ between variants, amber where limits do."""
    graders: dict[str, set[str]] = defaultdict(set)
    for variant, score, who in subject.evals.table.graders:
        if score == subject.scored.score:
            graders[variant].add(who)
    everyone = set().union(*graders.values()) if graders else set()
    if len(everyone) > 1 and (len({frozenset(who) for who in graders.values()}) > 1 or _is_mixed(graders)):
        return finding(
            CHECK, TITLE, "red", f"{len(everyone)} graders",
            f"The score `{subject.scored.score}` comes from different graders ({_listed(everyone)}): grade"
            " all variants by the"
            " same one, or name the scores apart.",
        )  # fmt: skip
    settings: dict[str, set[str]] = defaultdict(set)
    for file in subject.evals.files:
        for name, value in file.settings.items():
            settings[name].add(value)
    for name in _SAME:
        if len(settings[name]) > 1:
            return finding(
                CHECK, TITLE, "red", f"{len(settings[name])} values of {name.replace('_', ' ')}",
                f"The files were made with different {name.replace('_', ' ')}s ({_listed(settings[name])}):"
                " run all variants on"
                " the same.",
            )  # fmt: skip
    apart = [name for name in _ALIKE if len(settings[name]) > 1]
    if apart:
        told = "; ".join(f"{name.replace('_', ' ')} {_listed(settings[name])}" for name in apart)
        return finding(
            CHECK, TITLE, "amber", told,
            "The runs had different settings: unless that is what you compare, run them again with the same.",
        )  # fmt: skip
    if not everyone and not any(settings[name] for name in (*_SAME, *_ALIKE)):
        return not_checked(CHECK, TITLE, "These files do not tell who graded and with what settings.")
    return finding(
        CHECK, TITLE, "green", "no difference found", "Graders and settings that the files tell are the same."
    )


def _is_mixed(graders: dict[str, set[str]]) -> bool:
    return any(len(who) > 1 for who in graders.values())


def _listed(names: set[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
