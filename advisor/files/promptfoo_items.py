"""Item names for promptfoo's tests, which have no id: equal variables are one item.

A variable that looks like an id (`item_id`, `id`, `case-id`) names the items when it tells them all apart;
otherwise the name is a short hash of the variables, the same in every file and on every machine.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence

from advisor.errors import EvalFileError
from advisor.files.score_values import label

_ID = re.compile(r"^(id|key|uid|.*[_\-. ]id|[a-z]+I[dD])$")
_RUNTIME = {"sessionId", "_conversation"}
_LONGEST_VARS = 2**20
Canonical = str | tuple[tuple[str, object], ...]
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False, default=str)


def name_items(tests: Sequence[Mapping[str, object]]) -> list[str]:
    """One name per test, in order; EvalFileError when one is larger than any test."""
    written = [_canonical(test) for test in tests]
    return _ids(tests, written) or [_hashed(each) for each in written]


def _ids(tests: Sequence[Mapping[str, object]], written: Sequence[Canonical]) -> list[str] | None:
    """The values of the first variable that looks like an id, is in every test and differs for different tests."""
    different = len(set(written))
    looks_like_one = {key for key in (tests[0] if tests else ()) if isinstance(key, str) and _ID.match(key)}
    for key in sorted(looks_like_one, key=lambda key: (len(key), key)):
        values = [test.get(key) for test in tests]
        if not all(isinstance(value, str | int) for value in values):
            continue
        names = [label(value) for value in values]
        if all(names) and len(set(names)) == different == len(set(zip(names, written, strict=True))):
            return names
    return None


def _canonical(test: Mapping[str, object]) -> Canonical:
    """The variables in one order; as text where some are lists or objects.

    A number is the text that a CSV writes for it, so that a test is the same item in every format.
    """
    if all(type(value) is str for value in test.values()) and all(type(key) is str for key in test):
        return tuple(sorted(item for item in test.items() if item[0] not in _RUNTIME))
    plain = {str(key): label(value) if type(value) in (int, float) else value for key, value in test.items()}
    kept = {key: value for key, value in plain.items() if key not in _RUNTIME}
    if all(type(value) is str for value in kept.values()):
        return tuple(sorted(kept.items()))
    parts: list[str] = []
    size = 0
    try:
        for part in _ENCODER.iterencode(kept):  # YAML may refer in circles, so it is written piece by piece
            parts.append(part)
            size += len(part)
            if size > _LONGEST_VARS:
                break
    except (ValueError, TypeError, RecursionError):
        size = _LONGEST_VARS + 1
    if size > _LONGEST_VARS:
        raise EvalFileError("A promptfoo test has `vars` of more than 1 MB: shorten them, or give each test an id.")
    return "".join(parts)


def _hashed(written: Canonical) -> str:
    text = written if isinstance(written, str) else _ENCODER.encode(dict(written))
    return "vars-" + hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:10]
