"""MLflow's runs: what they were called and given, from `runs.csv`, the database or the folder of a run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from advisor.files.eval_rows import Rows
from advisor.files.score_values import is_blank, number
from advisor.files.variant_labels import variant_labels
from advisor.files.without_folders import without_folders

_STATUS = {1: "RUNNING", 2: "SCHEDULED", 3: "FINISHED", 4: "FAILED", 5: "KILLED"}
_LARGEST = 2**16
_MADE_UP = re.compile(r"[a-z]+-[a-z]+-\d+")
"""What MLflow calls a run that was given no name: `bold-hen-123`."""


@dataclass(frozen=True, slots=True)
class MlflowRun:
    """One run."""

    id: str
    name: str | None
    params: Mapping[str, str]
    status: str | None
    means: Mapping[str, float] = field(default_factory=dict)
    """Score name -> MLflow's own mean over the rows that were scored."""

    @property
    def models(self) -> tuple[str, ...]:
        """The model among the parameters, where one is called so."""
        name = next((self.params[key] for key in ("model", "model_name", "llm") if self.params.get(key)), None)
        return (without_folders(name),) if name else ()


def run_variants(runs: Sequence[MlflowRun]) -> dict[str, str]:
    """Run id -> variant: the parameters in which the runs differ, else their names; a name made up by MLflow tells
    nothing while a parameter does.
    """
    labels = variant_labels([run.params for run in runs])
    names = {run.name for run in runs}
    if len(set(labels)) == 1 < len(names) and not any(name is None or _MADE_UP.fullmatch(name) for name in names):
        labels = [run.name for run in runs]
    named = {run.id: label or run.name for run, label in zip(runs, labels, strict=True)}
    return {run_id: without_folders(name) for run_id, name in named.items() if name}


def runs_in_table(rows: Rows) -> list[MlflowRun]:
    """The runs in what `search_runs()` gives."""
    return [
        MlflowRun(
            id=str(row["run_id"]),
            name=_text(row.get("tags.mlflow.runName")),
            params={
                str(key)[7:]: str(value) for key, value in row.items() if key.startswith("params.") and _text(value)
            },
            status=_text(row.get("status")),
            means=means_among({str(key)[8:]: value for key, value in row.items() if key.startswith("metrics.")}),
        )
        for _, row in rows
        if _text(row.get("run_id"))
    ]


def run_of_table(path: Path | None) -> MlflowRun | None:
    """The run in whose `artifacts` a table lies, when it lies in a file store."""
    if path is None or path.parent.name != "artifacts":
        return None
    folder = path.parent.parent
    try:
        meta = yaml.safe_load(_small_text(folder / "meta.yaml"))
    except (OSError, ValueError, yaml.YAMLError):
        return None
    if not isinstance(meta, dict) or "run_id" not in meta:
        return None
    params = {}
    for file in sorted((folder / "params").iterdir()) if (folder / "params").is_dir() else ():
        if file.is_file() and not file.is_symlink():
            try:
                params[file.name] = _small_text(file).strip()
            except (OSError, ValueError):
                continue
    status = meta.get("status")
    told = _STATUS.get(status) if isinstance(status, int) else _text(status)
    return MlflowRun(str(meta["run_id"]), _text(meta.get("run_name")), params, told)


def means_among(metrics: Mapping[str, object]) -> dict[str, float]:
    """The aggregates called `<score>/mean`."""
    found = {}
    for name, value in metrics.items():
        try:
            mean = number(value)
        except ValueError:
            continue
        if name.endswith("/mean") and mean is not None:
            found[name[: -len("/mean")]] = mean
    return found


def _small_text(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(_LARGEST).decode()


def _text(value: object) -> str | None:
    return None if is_blank(value) else str(value)
