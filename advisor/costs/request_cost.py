"""What one finished piece of work costs in tokens.

    in = static * (h * P_cache_read + (1 - h) * P_cache_write) + (context + query) * P_in
    c  = calls * (1 + retries) * (in + output * P_out) / 1e6 * (1 - batch share * (1 - batch multiplier)) + other

Prices are in US dollars per 1M tokens; `h` is the share of calls that find the fixed part of the prompt in the cache.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", float, NDArray[np.float64])


def cost_per_request(
    *,
    static_tokens: Number,
    context_tokens: Number,
    query_tokens: Number,
    output_tokens: Number,
    calls_per_request: Number,
    retry_rate: Number,
    price_in: Number,
    price_out: Number,
    price_cache_read: Number,
    price_cache_write: Number,
    cache_hit_rate: Number,
    batch_share: Number,
    batch_multiplier: Number,
    other_per_request: Number,
) -> Number:
    """US dollars a finished piece of work; numbers, or arrays of one shape."""
    fixed = static_tokens * (cache_hit_rate * price_cache_read + (1 - cache_hit_rate) * price_cache_write)
    tokens = fixed + (context_tokens + query_tokens) * price_in + output_tokens * price_out
    batched = 1 - batch_share * (1 - batch_multiplier)
    return calls_per_request * (1 + retry_rate) * tokens / 1e6 * batched + other_per_request
