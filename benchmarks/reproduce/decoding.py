"""Greedy answers in batches that share a prefix, whose key-value cache is worked out once and read again.

A prompt is a prefix (the system message: manual, handbook, examples) and a rest. The prefix is run once and kept; its
cache is laid under every batch, the rests are padded on their left, between prefix and rest, where nothing attends.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What the model said, with the tokens it took."""

    text: str
    tokens_rest: int
    tokens_prefix: int
    prefix_was_kept: bool
    tokens_out: int
    seconds_batch: float
    batch: int
    stopped: bool
    """Whether it came to an end by itself."""


class Decoder:
    """A model with a tokenizer that answers batches; one batch at a time."""

    def __init__(self, model: Any, tokenizer: Any, device: str) -> None:
        self.model, self.tokenizer, self.device = model, tokenizer, device
        self._prefix: str | None = None
        self._cache: Any = None
        self._prefix_size = 0
        self._ends = {tokenizer.eos_token_id, tokenizer.convert_tokens_to_ids("<|im_end|>")}

    def answer(self, prefix: str, rests: Sequence[str], most: int) -> list[Answer]:
        """One answer for each rest, of `most` new tokens at most."""
        import torch

        started = time.perf_counter()
        with torch.inference_mode():
            was_kept = self._keep(prefix)
            ids = [self.tokenizer(rest, add_special_tokens=False)["input_ids"] for rest in rests]
            made = self._decode(ids, most)
        seconds = time.perf_counter() - started
        answers = []
        for own, new in zip(ids, made, strict=True):
            text = self.tokenizer.decode([token for token in new if token not in self._ends])
            answers.append(
                Answer(
                    text=text.strip(),
                    tokens_rest=len(own),
                    tokens_prefix=self._prefix_size,
                    prefix_was_kept=was_kept,
                    tokens_out=len(new),
                    seconds_batch=seconds,
                    batch=len(rests),
                    stopped=bool(new) and new[-1] in self._ends,
                )
            )
        return answers

    def _keep(self, prefix: str) -> bool:
        """Runs a new prefix; whether it was there already."""
        import torch

        if prefix == self._prefix:
            return True
        ids = self.tokenizer(prefix, add_special_tokens=False)["input_ids"]
        tokens = torch.tensor([ids], device=self.device)
        self._cache = self.model(input_ids=tokens, use_cache=True, logits_to_keep=1).past_key_values
        self._prefix, self._prefix_size = prefix, len(ids)
        return False

    def _decode(self, ids: Sequence[Sequence[int]], most: int) -> list[list[int]]:
        import torch

        size, longest, before = len(ids), max(map(len, ids)), self._prefix_size
        tokens = torch.zeros((size, longest), dtype=torch.long, device=self.device)
        mask = torch.zeros((size, before + longest), dtype=torch.long, device=self.device)
        mask[:, :before] = 1
        for row, own in enumerate(ids):
            tokens[row, longest - len(own) :] = torch.tensor(own, device=self.device)
            mask[row, before + longest - len(own) :] = 1
        cache = copy.deepcopy(self._cache)
        cache.batch_repeat_interleave(size)
        places = (mask.cumsum(-1) - 1).clamp(min=0)[:, before:]
        made: list[list[int]] = [[] for _ in ids]
        open_rows = set(range(size))
        for _ in range(most):
            out = self.model(
                input_ids=tokens,
                attention_mask=mask,
                position_ids=places,
                past_key_values=cache,
                use_cache=True,
                logits_to_keep=1,
            )
            chosen = out.logits[:, -1].argmax(-1)
            for row in list(open_rows):
                token = int(chosen[row])
                made[row].append(token)
                if token in self._ends:
                    open_rows.discard(row)
            if not open_rows:
                break
            tokens, places = chosen[:, None], places[:, -1:] + 1
            mask = torch.cat([mask, torch.ones_like(mask[:, :1])], dim=-1)
        return made
