"""Inspect's door to the model on this machine: gathers concurrent requests into batches that share a prefix.

Requests with the same leading messages are answered eight at a time, after the key-value cache of what they share
(manual, handbook, few-shot examples) was worked out once. Tokens read from that cache are told as `cache_read`.
Time is that of the batch once its turn has come: what a caller waits on an idle machine that fills its batches.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import anyio
from inspect_ai.model import (
    ChatCompletionChoice,
    ChatMessage,
    ChatMessageAssistant,
    GenerateConfig,
    ModelAPI,
    ModelCall,
    ModelOutput,
    ModelUsage,
    modelapi,
)
from inspect_ai.tool import ToolChoice, ToolInfo

from benchmarks.reproduce.decoding import Answer, Decoder
from benchmarks.reproduce.prompts import Message, rendered
from benchmarks.reproduce.settings import BATCH

PROVIDER = "smollm2"
_WAIT = 0.05
"""Seconds in which the requests of an eval arrive, before the first batch is made up."""


class _Request:
    def __init__(self, messages: Sequence[Message], most: int) -> None:
        self.messages, self.most = messages, most
        self.answer: Answer | None = None

    @property
    def group(self) -> tuple[Message | None, int, int]:
        """Requests of one group have the same first message, or none before the question, and are batched together."""
        return (self.messages[0] if len(self.messages) > 1 else None), len(self.messages), self.most


class Batches:
    """Requests that wait; whoever holds the lock answers its own and up to seven others."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._waiting: list[_Request] = []
        self._lock: anyio.Lock | None = None

    async def ask(self, messages: Sequence[Message], most: int) -> Answer:
        """The answer to these messages."""
        request = _Request(messages, most)
        self._waiting.append(request)
        self._lock = self._lock or anyio.Lock()
        await anyio.sleep(_WAIT)
        async with self._lock:
            if request.answer is None:
                others = [other for other in self._waiting if other is not request and other.group == request.group]
                # Of like length together, so that little is padded.
                others.sort(key=lambda other: abs(_size(other) - _size(request)))
                batch = [request, *others[: BATCH - 1]]
                self._waiting = [other for other in self._waiting if other not in batch]
                prefix, rests = split_at_shared([each.messages for each in batch])
                answers = await anyio.to_thread.run_sync(self._decoder.answer, prefix, rests, most)
                for each, answer in zip(batch, answers, strict=True):
                    each.answer = answer
        assert request.answer is not None
        return request.answer


def split_at_shared(batch: Sequence[Sequence[Message]]) -> tuple[str, list[str]]:
    """The text that all prompts share, up to the question at most, and the rest of each."""
    first, shared = batch[0], 0
    while shared < len(first) - 1 and all(each[shared] == first[shared] for each in batch):
        shared += 1
    opening = "<|im_start|>user\n"
    prefix = rendered(first[:shared], answers_next=False) + opening
    rests = [rendered(each[shared:]).removeprefix(opening) for each in batch]
    return prefix, rests


def _size(request: _Request) -> int:
    return sum(len(said) for _, said in request.messages)


_open: dict[str, Batches] = {}


def open_model(decoder: Decoder) -> None:
    """Lets the provider answer with this decoder."""
    _open["batches"] = Batches(decoder)


@modelapi(name=PROVIDER)
class SmolLM2(ModelAPI):
    """The model that `open_model` was given."""

    def __init__(
        self,
        model_name: str,
        base_url: str | None = None,
        api_key: str | None = None,
        config: GenerateConfig = GenerateConfig(),  # noqa: B008 (Inspect's own signature)
        **model_args: Any,
    ) -> None:
        super().__init__(model_name, base_url, api_key, [], config)

    async def generate(
        self,
        input: list[ChatMessage],
        tools: list[ToolInfo],
        tool_choice: ToolChoice,
        config: GenerateConfig,
    ) -> tuple[ModelOutput, ModelCall]:
        """Greedy, until the model ends or the tokens are used up."""
        messages = [(message.role, message.text) for message in input]
        answer = await _open["batches"].ask(messages, config.max_tokens or 64)
        kept, rest = answer.tokens_prefix, answer.tokens_rest
        output = ModelOutput(
            model=self.model_name,
            choices=[
                ChatCompletionChoice(
                    message=ChatMessageAssistant(content=answer.text, source="generate"),
                    stop_reason="stop" if answer.stopped else "max_tokens",
                )
            ],
            usage=ModelUsage(
                input_tokens=rest if answer.prefix_was_kept else rest + kept,
                input_tokens_cache_read=kept if answer.prefix_was_kept else 0,
                output_tokens=answer.tokens_out,
                total_tokens=kept + rest + answer.tokens_out,
            ),
            time=answer.seconds_batch,
            metadata={"batch": answer.batch, "seconds_share": round(answer.seconds_batch / answer.batch, 4)},
        )
        return output, ModelCall(request={}, response={}, time=answer.seconds_batch)

    def max_connections(self) -> int:
        """Enough that batches are full."""
        return 64
