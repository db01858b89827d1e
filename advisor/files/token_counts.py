"""Token counts in one meaning: input with the cached tokens in it, output with the reasoning.

Providers differ, and tools pass on what they say: Anthropic counts tokens read from or written to its cache apart from
the input, OpenAI within it; Gemini counts reasoning apart from the output. A total of the provider's own tells which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

_CLAUDE = re.compile(r"anthropic|claude", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TokenCounts:
    """What one row used; None where it is not known."""

    tokens_in: int | None = None
    tokens_cached: int | None = None
    tokens_out: int | None = None


def token_counts(
    input_tokens: int | None,
    output_tokens: int | None,
    *,
    cache_read: int | None = None,
    cache_write: int | None = None,
    reasoning: int | None = None,
    total: int | None = None,
    are_cached_apart: bool = False,
    is_total_added_up: bool = False,
) -> TokenCounts:
    """The counts; `are_cached_apart` is what holds where the total does not tell.

    A total that the tool added up itself, from input and output, tells nothing of cached tokens.
    """
    if input_tokens is None:
        return TokenCounts(None, cache_read, output_tokens)
    cached = (cache_read or 0) + (cache_write or 0)
    if not (cached or reasoning):
        return TokenCounts(input_tokens, cache_read, output_tokens)
    are_surely_apart = cached > input_tokens
    inputs = [input_tokens + cached] if are_surely_apart or are_cached_apart else [input_tokens]
    inputs += [] if are_surely_apart else [input_tokens, input_tokens + cached]
    outputs = [output_tokens or 0, (output_tokens or 0) + (reasoning or 0)]
    pairs = list(product(inputs, outputs))
    whole, written = next((pair for pair in pairs if sum(pair) == total), pairs[0])
    whole = inputs[0] if is_total_added_up else whole
    return TokenCounts(whole, cache_read, None if output_tokens is None else written)


def counts_cached_apart(model: object) -> bool:
    """Whether the model's provider counts cached tokens apart from the input, by the model's name."""
    return bool(_CLAUDE.search(str(model)))
