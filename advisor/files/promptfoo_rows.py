"""One row of promptfoo as a `Sample`: its marks, cost, latency, tokens, error and texts.

`failureReason` 2 is a failed call; 1 is a failed assertion, though both fill `error`. Releases before the field
leave `gradingResult` out of a failed call. A cost of 0 means that promptfoo knows no price, tokens of 0 that the
provider told none; those of a judge stand apart under `assertions`. `tokenUsage.cached` are tokens of an answer from
promptfoo's own cache, which cost nothing now and will again; what the provider's cache held is in `completionDetails`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from advisor.errors import EvalFileError
from advisor.evals.samples import Sample, SampleText
from advisor.files.promptfoo_marks import Assertions, read_marks
from advisor.files.sample_texts import shown_text
from advisor.files.score_values import amount, count, label
from advisor.files.token_counts import TokenCounts, counts_cached_apart, token_counts
from advisor.files.without_folders import one_line, plain_text, without_folders

_EXPECTED = re.compile(r"^(expected|answer|target|reference|ideal|gold|label|ground)", re.IGNORECASE)
_NO_MODEL = re.compile(
    r"(file|python|exec|golang|ruby|script|package|https?|wss?|webhook|browser|echo)(:|$)"
    r"|.*\.(py|[cm]?[jt]s|sh|rb|go)\b"
)
"""Ids of providers that are a program, a page or an address."""
_PLAIN_ID = re.compile(r"[a-z][\w-]*:\S+$")
"""An id that stands where a label may stand, too."""
_VARIABLE = re.compile(r"^\s*{{\s*([\w.-]+)\s*}}\s*$")
_COMPARED = re.compile(r"equals|contains|similar|factuality|rubric|starts-with|levenshtein|rouge|bleu|regex|is-")


def read_row(
    name: str, place: int, row: Mapping[str, object], variant: str, item: str, assertions: Assertions
) -> Sample:
    """The sample; EvalFileError with the row's number when a field cannot be read."""
    failed = is_failed(row)
    cached = is_cached(row)
    try:
        scores = {} if failed else read_marks(row, assertions)
        cost = None if cached else amount(row.get("cost")) or amount(_response(row).get("cost")) or None
        latency = None if cached else amount(row.get("latencyMs"))
        provider = _provider(row)
        tokens, calls = _tokens(row, provider)
    except ValueError as error:
        raise EvalFileError(f"`{name}`, row {place}: a value is {error}.") from None
    tests = row_vars(row)
    metadata = row.get("metadata")
    return Sample(
        variant=variant,
        item=item,
        scores=scores,
        failed=failed,
        error=_error(row) if failed else None,
        cost_usd=cost,
        latency_s=latency / 1000 if latency else None,
        tokens_in=tokens.tokens_in,
        tokens_cached=tokens.tokens_cached,
        tokens_out=tokens.tokens_out,
        calls=calls,
        models=_models(provider),
        cluster=_group("cluster", tests, metadata),
        segment=_group("segment", tests, metadata),
        graders=assertions.graders,
        text=_text(row, tests),
    )


def is_failed(row: Mapping[str, object]) -> bool:
    """Whether the call failed, which is no wrong answer."""
    reason = row.get("failureReason")
    if reason is None:
        return bool(row.get("error")) and not row.get("success") and not isinstance(row.get("gradingResult"), dict)
    return reason == 2 or reason == "2"


def is_cached(row: Mapping[str, object]) -> bool:
    """Whether the answer comes from promptfoo's cache, so that its cost and latency are not those of a call."""
    response = _response(row)
    if response.get("cached") is True:
        return True
    usage = row.get("tokenUsage") or response.get("tokenUsage")
    return isinstance(usage, dict) and bool(usage.get("cached")) and not usage.get("prompt")


def row_vars(row: Mapping[str, object]) -> Mapping[str, object]:
    """The variables of the row's test, which are all that names it."""
    found = row.get("vars")
    if not isinstance(found, dict):
        found = _test(row).get("vars")
    return found if isinstance(found, dict) else {}


def _response(row: Mapping[str, object]) -> Mapping[str, Any]:
    found = row.get("response")
    return found if isinstance(found, dict) else {}


def _test(row: Mapping[str, object]) -> Mapping[str, Any]:
    found = row.get("testCase")
    return found if isinstance(found, dict) else {}


def _usages(row: Mapping[str, object]) -> Iterator[Mapping[str, Any]]:
    for usage in (row.get("tokenUsage"), _response(row).get("tokenUsage")):
        if isinstance(usage, dict):
            yield usage


def _tokens(row: Mapping[str, object], provider: str) -> tuple[TokenCounts, int | None]:
    """The tokens of the row, and its model calls."""
    for usage in _usages(row):
        tokens = count(usage.get("prompt")), count(usage.get("completion"))
        if any(tokens):
            calls, details = count(usage.get("numRequests")) or None, usage.get("completionDetails")
            if not isinstance(details, dict) or not any(details.values()):
                return TokenCounts(tokens[0], None, tokens[1]), calls
            read, write, reasoning = (
                count(details.get(key)) for key in ("cacheReadInputTokens", "cacheCreationInputTokens", "reasoning")
            )
            found = token_counts(
                *tokens,
                cache_read=read or None,  # 0 is written whatever the provider told
                cache_write=write,
                reasoning=reasoning,
                total=count(usage.get("total")),
                are_cached_apart=counts_cached_apart(provider),
                is_total_added_up=True,
            )
            return found, calls
    return TokenCounts(), None


@lru_cache
def _models(provider: str) -> tuple[str, ...]:
    """The provider's id, which names the model; a script or an address behind it is none."""
    name = plain_text(without_folders(provider))
    return (name,) if name and not _NO_MODEL.match(name) else ()


def _provider(row: Mapping[str, object]) -> str:
    """The id of the row's provider; empty where a label may stand in its place."""
    provider = row.get("provider")
    if isinstance(provider, dict):
        found = provider.get("id")
        return found if isinstance(found, str) else ""
    return provider if isinstance(provider, str) and _PLAIN_ID.match(provider) else ""


def _error(row: Mapping[str, object]) -> str:
    text = row.get("error") or _response(row).get("error")
    return one_line(text if isinstance(text, str) else shown_text(text) or "") or "failed"


def _group(key: str, *sources: object) -> str | None:
    for source in sources:
        if isinstance(source, dict) and key in source and isinstance(source[key], str | int | float):
            return label(source[key]) or None
    return None


def _text(row: Mapping[str, object], tests: Mapping[str, object]) -> SampleText:
    """What was asked, answered and wanted, and what the assertions that failed said."""
    prompt = row.get("prompt")
    asked = prompt.get("raw") if isinstance(prompt, dict) else None
    grading = row.get("gradingResult")
    grading = grading if isinstance(grading, dict) else {}
    components = grading.get("componentResults")
    parts = [part for part in components if isinstance(part, dict)] if isinstance(components, list) else []
    failed = [part for part in parts if not part.get("pass")]
    reasons = [part["reason"] for part in failed if isinstance(part.get("reason"), str)]
    return SampleText(
        input=shown_text(asked or tests),
        output=shown_text(_response(row).get("output")),
        expected=_expected(parts, tests),
        reason=shown_text("\n".join(dict.fromkeys(reasons)) if reasons else grading.get("reason")),
    )


def _expected(parts: list[dict[str, Any]], tests: Mapping[str, object]) -> str | None:
    """What the first assertion compares with, else a variable named so."""
    for part in parts:
        assertion, metadata = part.get("assertion"), part.get("metadata")
        if not isinstance(assertion, dict) or not _COMPARED.search(str(assertion.get("type"))):
            continue
        value = metadata.get("renderedAssertionValue") if isinstance(metadata, dict) else None
        if value is None:
            value = assertion.get("value")
            named = _VARIABLE.match(value) if isinstance(value, str) else None
            value = tests.get(named[1], value) if named else value
        if value is not None:
            return shown_text(value)
    return next((shown_text(value) for key, value in tests.items() if _EXPECTED.match(str(key))), None)
