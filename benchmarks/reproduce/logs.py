"""The committed logs: one `.eval` file of Inspect a part, without what swells it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

DROPPED = "messages, events, attachments and store of the samples; what the first one was asked stands in metadata"


def write_small(log: Any, target: Path, told: dict[str, Any]) -> None:
    """Writes a finished log without what can be made again from data and prompts; whole or not at all."""
    from inspect_ai.log import write_eval_log

    samples = log.samples or []
    told = {**told, "dropped": DROPPED}
    if samples:
        told["first_messages"] = [[message.role, message.text] for message in samples[0].messages[:-1]]
    for sample in samples:
        sample.events, sample.messages, sample.attachments, sample.store = [], [], {}, {}
        sample.timelines = None
    log.eval.metadata = told
    log.eval.revision = None
    log.eval.task_file = None
    log.eval.task_args = {"variant": told["variant"]}
    log.eval.task_args_passed = log.eval.task_args
    for step in log.plan.steps:
        step.params = step.params_passed = {}
    target.parent.mkdir(parents=True, exist_ok=True)
    making = target.with_name(f"making-{target.name}")
    write_eval_log(log, str(making), format="eval")
    making.rename(target)


def read_told(path: Path) -> dict[str, Any]:
    """The metadata of a log: variant, seed, fingerprint, training, machine. Needs no Inspect."""
    from advisor.files.eval_source import EvalSource
    from advisor.files.inspect_archive import InspectArchive

    header = InspectArchive(EvalSource(path.name, path.read_bytes())).read_json("header.json")
    assert isinstance(header, dict)
    return dict(header["eval"].get("metadata") or {})
