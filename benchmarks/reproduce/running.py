"""Does the parts that are left, one after the other; each finished part is kept and never done twice."""

from __future__ import annotations

import json
import os
import tempfile
import time
import warnings
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from advisor.errors import AdvisorError
from benchmarks.reproduce import datafiles, logs, plan, prompts
from benchmarks.reproduce.plan import Part
from benchmarks.reproduce.refusals import Refusal, Stopped
from benchmarks.reproduce.settings import ANSWERING, KEPT, LOGS, MOST_TOKENS, ROOT
from benchmarks.reproduce.training import LoraSettings

TRAINED = "trained.json"


@dataclass
class Run:
    """The folders of a run, and the model when it is there."""

    logs: Path = LOGS
    kept: Path = KEPT
    examples: int | None = None
    """Cuts the training data, for a smoke run."""
    items: int | None = None
    """Cuts the questions."""
    threads: int = 0
    """0: as many as there are cores."""
    _askers: dict[tuple[str, str], prompts.Asker] = field(default_factory=dict)
    _machine: dict[str, Any] = field(default_factory=dict)
    _tokenizer: Any = None
    _bare: Any = None
    """The model without an adapter, loaded once."""

    def home(self, part: Part) -> Path:
        """Where the part is kept when it is finished."""
        return plan.home(part, self.logs, self.kept)

    def is_finished(self, part: Part) -> bool:
        """Whether it is kept; a Refusal where it was made of other data, prompts or settings."""
        told = self.told(part)
        if told is None:
            return False
        if told.get("fingerprint") != self.fingerprint(part):
            raise Refusal(
                f"`{_shown(self.home(part))}` was made of other data, prompts, seed or settings: bring those back,"
                " or move it away to have it made anew."
            )
        return True

    def told(self, part: Part) -> dict[str, Any] | None:
        """What a finished part tells of itself; None while it is not finished."""
        path = self.home(part)
        file = path / TRAINED if part.kind == "train" else path
        if not file.exists():
            return None
        try:
            return dict(json.loads(file.read_text(encoding="utf-8"))) if part.kind == "train" else logs.read_told(path)
        except (ValueError, KeyError, AdvisorError):
            raise Refusal(f"`{_shown(file)}` cannot be read: move it away to have it made anew.") from None

    def fingerprint(self, part: Part) -> str:
        """What the part is made of, in twelve characters: every prompt and answer, settings, seed, and its adapter."""
        if part.kind == "train":
            pairs = prompts.training_pairs(self._asker(part.task, "train"), part.variant, part.examples)
            return datafiles.digest(pairs, part.seed, asdict(self._lora(part)))
        asker = self._asker(part.task, part.split)
        asked = [(asker.messages(part.variant, item), prompts.answer_of(part.task, item)) for item in self._items(part)]
        trained = self.fingerprint(part.needs) if part.needs else None
        return datafiles.digest(asked, trained, MOST_TOKENS[part.task], ANSWERING)

    def do(self, part: Part, told: Any = lambda share: None) -> float:
        """Does one part and keeps it; the seconds it took. Raises Stopped where the person stopped it."""
        started = time.perf_counter()
        (self._train if part.kind == "train" else self._ask)(part, told)
        return time.perf_counter() - started

    def _train(self, part: Part, told: Any) -> None:
        from benchmarks.reproduce.training import train

        self._ready()
        target = self.home(part)
        target.parent.mkdir(parents=True, exist_ok=True)
        pairs = prompts.training_pairs(self._asker(part.task, "train"), part.variant, part.examples)
        trained = train(self._bare, self._tokenizer, pairs, part.seed, self._lora(part), target, told)
        kept = {"fingerprint": self.fingerprint(part), **asdict(trained), "machine": self._machine}
        (target / TRAINED).write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")  # last: now it is finished

    def _ask(self, part: Part, told: Any) -> None:
        import inspect_ai
        from peft import PeftModel

        from benchmarks.reproduce import provider, tasks
        from benchmarks.reproduce.decoding import Decoder
        from benchmarks.reproduce.weights import NAME

        device = self._ready()
        model = self._bare
        if part.needs:
            model = PeftModel.from_pretrained(model, self.home(part.needs)).eval()
        provider.open_model(Decoder(model, self._tokenizer, device))
        asker, items = self._asker(part.task, part.split), self._items(part)
        metadata = {
            "variant": part.variant,
            "seed": part.seed or None,
            "fingerprint": self.fingerprint(part),
            "training": self.told(part.needs) if part.needs else None,
            "machine": self._machine,
        }
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            made = inspect_ai.eval(
                tasks.made_task(asker, part.variant, items),
                model=inspect_ai.model.get_model(f"{provider.PROVIDER}/{NAME}", memoize=False),
                log_dir=folder,
                display="none",
                max_samples=64,
                max_connections=64,
                log_model_api=False,
                log_realtime=False,
                fail_on_error=True,
            )
            if part.needs:
                model.unload()
            if not made or made[0].status == "cancelled":  # stopped by Ctrl-C, it gives back no log at all
                raise Stopped
            log = made[0]
            if log.status != "success":
                raise Refusal(f"`{part.name}` failed: {log.error.message if log.error else log.status}")
            metadata["seconds"] = round(time.perf_counter() - started, 1)
            logs.write_small(log, self.home(part), metadata)

    def _ready(self) -> str:
        """The device, once the libraries, the tokenizer and the model are there."""
        _quieten()
        import torch

        from benchmarks.reproduce.machine import described
        from benchmarks.reproduce.weights import load_model, load_tokenizer, pick_device

        device = pick_device()
        if self._tokenizer is None:
            threads = self.threads or os.cpu_count() or 1
            torch.set_num_threads(threads)
            self._tokenizer, self._bare = load_tokenizer(), load_model(device)
            self._machine = described(device, threads)
        return device

    def _lora(self, part: Part) -> LoraSettings:
        own = plan.lora(part)
        return own if self.examples is None else replace(own, epochs=2)

    def _asker(self, task: str, split: str) -> prompts.Asker:
        key = (task, split)
        if key not in self._askers:
            self._askers[key] = prompts.Asker(task, split, self.examples)
        return self._askers[key]

    def _items(self, part: Part) -> list[datafiles.Item]:
        return datafiles.load(f"{part.task}-{part.split}")[: self.items]


def _quieten() -> None:
    """Before the libraries are imported: no network, no warnings of names to come, and threads that sleep in waiting.

    Threads that spin stall each other on a machine that has other work; here that made a batch ten times slower.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    warnings.filterwarnings("ignore", category=FutureWarning)


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def left_parts(run: Run, wanted: Sequence[Part], only: str | None) -> list[Part]:
    """The parts that are not finished, with the training they need even where `--only` does not name it.

    An adapter that no unfinished part asks is not trained, unless `--only` names it.
    """
    chosen = [part for part in wanted if only is None or only in part.name]
    if not chosen:
        raise Refusal(f"No part has `{only}` in its name: `python -m benchmarks.reproduce plan` lists them.")
    left = {part for part in chosen if not run.is_finished(part)}
    needed = {part.needs for part in left if part.needs and not run.is_finished(part.needs)}
    if only is None:
        left = {part for part in left if part.kind == "ask"}
    return [part for part in wanted if part in left | needed]
