"""The files of many jobs: each one's answers, and what stands beside them under the same name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from glob import escape
from pathlib import Path
from typing import NamedTuple

from advisor.errors import AdvisorError

_BESIDE = re.compile(r"(?P<job>.+?)\.(?P<what>costs|evals)(\..+)?")
_PLANS = (".yaml", ".yml", ".json")


class JobFiles(NamedTuple):
    """One job: `job.yaml`, and where they exist `job.costs.yaml` and `job.evals/` or `job.evals.*`."""

    answers: Path
    plan: Path | None
    evals: tuple[Path, ...]


def split_off(files: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """The files of answers among these, and a sentence for each plan or eval file that belongs to none of them.

    `*.yaml` names plans too: one that stands beside a job in the list is read with that job.
    """
    own = [path for path in files if not _BESIDE.fullmatch(path.name)]
    jobs = {path.with_suffix("") for path in own}
    strays = []
    for path in files:
        found = _BESIDE.fullmatch(path.name)
        if found and path.with_name(found["job"]) not in jobs:
            what = "a cost plan" if found["what"] == "costs" else "eval results"
            strays.append(
                f"{path}: this is named as {what} of `{found['job']}.yaml`, which is not in the list; add that file,"
                " or name this one otherwise."
            )
    return own, strays


def files_of(answers: Path) -> JobFiles:
    """What stands beside a file of answers. Raises `AdvisorError` where there are two cost plans."""
    name = answers.stem
    plans = [path for suffix in _PLANS if (path := answers.with_name(f"{name}.costs{suffix}")).is_file()]
    if len(plans) > 1:
        raise AdvisorError(f"`{plans[0].name}` and `{plans[1].name}` are two cost plans of one job; keep one of them.")
    folder = answers.with_name(f"{name}.evals")
    evals = [folder] if folder.is_dir() else []
    evals += sorted(answers.parent.glob(f"{escape(name)}.evals.*"))
    return JobFiles(answers, plans[0] if plans else None, tuple(evals))
