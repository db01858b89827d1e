"""Were the variants compared fairly: the same grader, the same data, the same limits, about the same day?"""

from __future__ import annotations

from collections import defaultdict

from advisor.evals.health.subject import Subject, finding, not_checked
from advisor.evals.number_words import enumerated
from advisor.language import N_, _
from advisor.schema.evidence import HealthCheck

CHECK, TITLE = "fairness", N_("A fair comparison")
_SAME = {"dataset": (N_("dataset"), N_("datasets")), "task_version": (N_("task version"), N_("task versions"))}
_ALIKE = {"max_tokens": N_("max tokens"), "temperature": N_("temperature"), "retries": N_("retries")}


def check(subject: Subject) -> HealthCheck:
    """Red where graders or data differ between variants, amber where limits do."""
    graders: dict[str, set[str]] = defaultdict(set)
    for variant, score, who in subject.evals.table.graders:
        if score == subject.scored.score:
            graders[variant].add(who)
    everyone = set().union(*graders.values()) if graders else set()
    if len(everyone) > 1 and (len({frozenset(who) for who in graders.values()}) > 1 or _is_mixed(graders)):
        return finding(
            CHECK, TITLE, "red", _("{n} graders", n=len(everyone)),
            _(
                "The score `{score}` comes from different graders ({names}): grade all variants by the same one, or"
                " name the scores apart.",
                score=subject.scored.score, names=_listed(everyone),
            ),
        )  # fmt: skip
    settings: dict[str, set[str]] = defaultdict(set)
    for file in subject.evals.files:
        for name, value in file.settings.items():
            settings[name].add(value)
    for name, (one, several) in _SAME.items():
        if len(settings[name]) > 1:
            return finding(
                CHECK, TITLE, "red", _("{n} values of {setting}", n=len(settings[name]), setting=_(one)),
                _(
                    "The files were made with different {settings} ({values}): run all variants on the same.",
                    settings=_(several), values=_listed(settings[name]),
                ),
            )  # fmt: skip
    apart = [name for name in _ALIKE if len(settings[name]) > 1]
    if apart:
        told = _("; ").join(
            _("{setting} {values}", setting=_(_ALIKE[name]), values=_listed(settings[name])) for name in apart
        )
        return finding(
            CHECK, TITLE, "amber", told,
            _("The runs had different settings: unless that is what you compare, run them again with the same."),
        )  # fmt: skip
    if not everyone and not any(settings[name] for name in (*_SAME, *_ALIKE)):
        return not_checked(CHECK, TITLE, _("These files do not tell who graded and with what settings."))
    return finding(
        CHECK, TITLE, "green", _("no difference found"), _("Graders and settings that the files tell are the same.")
    )


def _is_mixed(graders: dict[str, set[str]]) -> bool:
    return any(len(who) > 1 for who in graders.values())


def _listed(names: set[str]) -> str:
    return enumerated([f"`{name}`" for name in sorted(names)])
