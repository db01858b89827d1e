"""A LoRA adapter from prompt-answer pairs (Hu and colleagues 2021, arXiv 2106.09685); the loss is on answers alone."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class LoraSettings:
    """How an adapter is trained."""

    rank: int = 16
    alpha: int = 32
    epochs: int = 3
    rate: float = 1e-3
    batch: int = 8
    warmup: float = 0.1
    """Share of the steps in which the rate rises; it then falls to 0 in a straight line."""


@dataclass(frozen=True)
class Trained:
    """What training took."""

    examples: int
    seed: int
    steps: int
    tokens: int
    """Of all passes together."""
    seconds: float
    loss_first: float
    loss_last: float
    settings: dict[str, Any]


def train(
    model: Any,
    tokenizer: Any,
    pairs: Sequence[tuple[str, str]],
    seed: int,
    settings: LoraSettings,
    folder: Path,
    told: Callable[[float], None] = lambda share: None,
) -> Trained:
    """Trains a new adapter on pairs of prompt and answer and saves it in `folder`; `told` hears the share that is done.

    `model` is the bare model, and is bare again afterwards.
    """
    import torch
    from peft import LoraConfig, get_peft_model

    torch.manual_seed(seed)
    config = LoraConfig(r=settings.rank, lora_alpha=settings.alpha, target_modules="all-linear", task_type="CAUSAL_LM")
    tuned = get_peft_model(model, config)
    own = [weight for weight in tuned.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(own, lr=settings.rate, weight_decay=0.0)
    encoded = [_encoded(tokenizer, prompt, answer) for prompt, answer in pairs]
    batches = _batches(encoded, settings, random.Random(seed))
    rising = max(1, round(settings.warmup * len(batches)))
    losses: list[float] = []
    started, tokens = time.perf_counter(), 0
    tuned.train()
    for step, batch in enumerate(batches):
        rate = min((step + 1) / rising, (len(batches) - step) / max(1, len(batches) - rising))
        for group in optimiser.param_groups:
            group["lr"] = settings.rate * rate
        loss = _loss(tuned.get_base_model(), batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(own, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        losses.append(float(loss.detach()))
        tokens += sum(len(ids) for ids, _ in batch)
        told((step + 1) / len(batches))
    tuned.eval()
    tuned.save_pretrained(folder, save_embedding_layers=False)
    tuned.unload()
    few = max(1, len(losses) // 10)
    return Trained(
        examples=len(pairs),
        seed=seed,
        steps=len(batches),
        tokens=tokens,
        seconds=round(time.perf_counter() - started, 1),
        loss_first=round(sum(losses[:few]) / few, 4),
        loss_last=round(sum(losses[-few:]) / few, 4),
        settings=asdict(settings),
    )


def _encoded(tokenizer: Any, prompt: str, answer: str) -> tuple[list[int], int]:
    """All tokens, and where the answer starts."""
    before = tokenizer(prompt, add_special_tokens=False)["input_ids"]
    after = tokenizer(answer, add_special_tokens=False)["input_ids"]
    return before + after, len(before)


def _batches(
    encoded: Sequence[tuple[list[int], int]], settings: LoraSettings, rng: random.Random
) -> list[list[tuple[list[int], int]]]:
    """The batches of all passes; in each, pairs of like length stand together and batches come in a new order."""
    made = []
    for _ in range(settings.epochs):
        order = sorted(range(len(encoded)), key=lambda at: (len(encoded[at][0]) // 8, rng.random()))
        own = [order[at : at + settings.batch] for at in range(0, len(order), settings.batch)]
        rng.shuffle(own)
        made += [[encoded[at] for at in batch] for batch in own]
    return made


def _loss(model: Any, batch: Sequence[tuple[list[int], int]]) -> Any:
    """Cross-entropy on the tokens of the answers; logits are worked out for these alone, which saves a sixth."""
    import torch

    device, longest = model.device, max(len(ids) for ids, _ in batch)
    tokens = torch.zeros((len(batch), longest), dtype=torch.long, device=device)
    mask, wanted = torch.zeros_like(tokens), torch.zeros_like(tokens, dtype=torch.bool)
    for row, (ids, start) in enumerate(batch):
        tokens[row, : len(ids)] = torch.tensor(ids, device=device)
        mask[row, : len(ids)] = 1
        wanted[row, start - 1 : len(ids) - 1] = True
    hidden = model.model(input_ids=tokens, attention_mask=mask).last_hidden_state
    logits = model.lm_head(hidden[wanted])
    return torch.nn.functional.cross_entropy(logits, tokens.roll(-1, dims=1)[wanted])
